"""What stands in a database after an upgrade, or after an installation.

    run(env, file, before)

run by `devkit.launch`; ``before``: what `small_year.py` wrote, or “-”.
"""

import hashlib
import json
import re
from pathlib import Path

OURS = [("module", "=", "cdht_module")]
_BUTTON = re.compile(r'\bname="(\d+)"')


def run(env, file, before):
    """Write it to ``file`` (JSON)."""
    found = {"shipped": _shipped(env)}
    if before != "-":
        found |= _kept(env, json.loads(Path(before).read_text(encoding="utf-8")))
    Path(file).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def _shipped(env):
    """{kind: {XML id: what it says}} of what an upgrade writes anew."""
    data = env["ir.model.data"].search(OURS)
    rules = env["ir.rule"].with_context(active_test=False)
    views = env["ir.ui.view"].with_context(active_test=False, lang=None)
    names = {
        model: {row.res_id: row.name for row in data if row.model == model}
        for model in ("ir.rule", "ir.ui.view", "ir.model.access", "ir.ui.menu")
    }
    actions = {
        row.res_id: row.name for row in data if row.model.startswith("ir.actions.")
    }

    def named(button):
        """An action's number differs from database to database, its name does not."""
        return f'name="{actions.get(int(button[1]), button[1])}"'

    return {
        "rules": {
            names["ir.rule"][rule.id]: [
                rule.domain_force or "",
                sorted(rule.groups.mapped("full_name")),
                [rule.perm_read, rule.perm_write, rule.perm_create, rule.perm_unlink],
            ]
            for rule in rules.browse(names["ir.rule"]).exists()
        },
        "views": {
            names["ir.ui.view"][view.id]: hashlib.sha256(
                _BUTTON.sub(named, view.arch_db or "").encode()
            ).hexdigest()
            for view in views.browse(names["ir.ui.view"]).exists()
        },
        "access": sorted(names["ir.model.access"].values()),
        "menus": sorted(names["ir.ui.menu"].values()),
    }


def _kept(env, before):
    decision = env["cdht.decision"].browse(before["decision"])
    stage = env["cdht.stage"].browse(before["stage"]).with_context(lang="vi_VN")
    defaults = env["cdht.paper.default"]
    return {
        "rows": {
            model: env[model].with_context(active_test=False).search_count([])
            for model in before["rows"]
        },
        "number": decision.number,
        "titles": sorted(decision.recognition_ids.mapped("printed_name")),
        "paper_is_kept": bool(decision.issued_head and decision.issued_values),
        "petition_says": env["cdht.petition"].browse(before["petition"]).own_words,
        "plan_says": env["cdht.plan"].browse(before["plan"]).own_words,
        "report_says": env["cdht.report"].browse(before["report"]).own_words,
        "stage_name": stage.name,
        "recipients": defaults.browse(before["wording"]).recipients,
        "own_symbol": defaults.browse(before["own"]).symbol,
        "own_rule": env["ir.rule"].browse(before["rule"]).exists().name,
        "traces": _chains(env),
    }


def _chains(env):
    chains = env["cdht.trace.chain"]
    while waiting := chains._waiting():
        chains._seal(waiting)
    return chains._verify()
