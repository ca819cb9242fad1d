from odoo import SUPERUSER_ID
from odoo.api import Environment

_STEP = 100


def migrate(cr, version):
    """Papers that were issued before keep what they say from now on: what is renamed
    later does not change them."""
    env = Environment(cr, SUPERUSER_ID, {})
    for name in env.registry.descendants(["cdht.document"], "_inherit"):
        papers = env[name]
        if papers._abstract:
            continue
        standing = [
            ("state", "in", sorted(papers._standing)),
            ("issued_head", "=", False),
        ]
        found = papers.with_context(active_test=False).search(standing)
        for start in range(0, len(found), _STEP):
            found[start : start + _STEP]._keep_issued_values()
            env.flush_all()
            env.invalidate_all()
