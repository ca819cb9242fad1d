"""What the host's own work costs with the add-on installed and without it.

`make bench ONLY=host` runs the same work by turns in two databases that differ in the
add-on alone. The user of the host who works has no role of the programme. Seconds are
those of the processor in Odoo's process, the best of all rounds: other work on the
machine does not count. Queries are counted once caches are warm.
"""

import gc
import time
from contextlib import contextmanager

from odoo.fields import Command

BESIDE = True  # in a database without the add-on as well
SIZE = 1000
PAGE = 80


def run(env):
    """Return “what seconds queries”, a line each."""
    groups = [env.ref("base.group_user").id, env.ref("base.group_partner_manager").id,
              env.ref("base.group_erp_manager").id]  # fmt: skip
    user = env["res.users"].create(
        {"name": "Host", "login": "host-bench", "group_ids": [Command.set(groups)]}
    )
    env = env(user=user.id, su=False)
    best = {}
    _work(env, {})  # warm caches
    for _round in range(2):
        found = {}
        _work(env, found)
        for what, cost in found.items():
            best[what] = tuple(map(min, cost, best.get(what, cost)))
    env.cr.rollback()
    return [f"{what} {took:.4f} {asked}" for what, (took, asked) in best.items()]


def _work(env, costs):
    @contextmanager
    def timed(what):
        env.flush_all()
        env.invalidate_all()
        gc.collect()
        gc.disable()  # it takes longer the more models there are, whatever runs
        start, asked = time.process_time(), env.cr.sql_log_count
        yield
        env.flush_all()
        gc.enable()
        costs[what] = time.process_time() - start, env.cr.sql_log_count - asked

    Partner, mail = env["res.partner"], {"tracking_disable": True}
    with timed("partners_create"):
        partners = Partner.with_context(**mail).create(
            [
                {"name": f"Partner {n}", "email": f"{n}@host.example"}
                for n in range(SIZE)
            ]
        )
    with timed("partners_search"):
        for _time in range(50):
            Partner.search([("name", "like", "Partner"), ("active", "=", True)])
    with timed("partners_read"):
        partners.read(["name", "email", "display_name", "create_uid"])
    with timed("partners_write"):
        for partner in partners.with_context(**mail):
            partner.write({"function": "x"})
    with timed("access_checks"):
        for partner in partners:
            partner.check_access("read")
            partner.check_access("write")
    files = env["ir.attachment"]
    with timed("files_create"):
        for partner in partners[:PAGE]:
            files |= files.create(
                {"name": "x.txt", "raw": b"x" * 100, "res_model": "res.partner",
                 "res_id": partner.id}
            )  # fmt: skip
    with timed("files_page"):
        for _time in range(10):
            env.invalidate_all()
            files.read(["name", "res_name", "mimetype", "raw"])
    with timed("files_write"):
        for file in files:
            file.write({"description": "y"})
    with timed("messages_post"):
        for partner in partners[:PAGE]:
            partner.message_post(body="Text", message_type="comment")
    messages = partners[:PAGE].message_ids
    with timed("messages_page"):
        for _time in range(10):
            env.invalidate_all()
            messages.read(["body", "record_name", "author_id"])
    with timed("activities"):
        for partner in partners[:PAGE]:
            activity = partner.activity_schedule("mail.mail_activity_data_todo")
            activity.read(["res_name", "summary"])
            activity.write({"summary": "z"})
            activity.unlink()
    users = env["res.users"].with_context(no_reset_password=True, **mail)
    with timed("users_create"):
        made = users.create(
            [{"name": f"User {n}", "login": f"{id(costs)}-{n}"} for n in range(20)]
        )
    with timed("users_write"):
        for one in made:
            one.write({"signature": "s"})
    with timed("users_page"):
        made.read(["name", "login", "group_ids"])
    with timed("groups"):
        group = env["res.groups"].create({"name": f"Group {id(costs)}"})
        for one in made:
            group.write({"user_ids": [Command.link(one.id)]})
        group.unlink()
