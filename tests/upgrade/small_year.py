"""A small year in the release before, with an office's own edits; piped into its shell.

Nothing of the present code is imported here: what runs is the release's own.
"""

import json
from itertools import count

from odoo.addons.cdht_module.tests import common

FILE = "{file}"


class World(common.CommuneMixin):
    """The small commune of the release's tests, in the database for good."""


World.env = env(context={**env.context, **common.QUIET})  # noqa: F821
World.numbers = count(1)
World._make_units()
World._make_users()
World._make_year()
recognised = World.make_dossiers("proposed", size=3)
decision = World.recognise(recognised)
World.make_dossiers("self_assessed", unit=World.village_2, size=2)

# What an office changes by itself.
stage = World.env.ref("cdht_module.stage_appraised")
stage.with_context(lang="vi_VN").name = "Đã họp chi hội"
wording = World.env.ref("cdht_module.paper_default_decision_commune")
wording.recipients = "Lưu: VT, VHXH."
own = World.env["cdht.paper.default"].create(
    {"paper": "decision", "unit_id": World.commune.id, "symbol": "QĐ-XM"}
)
rule = World.env["ir.rule"].create(
    {
        "name": "An office's own",
        "model_id": World.env["ir.model"]._get_id("cdht.letter"),
        "domain_force": "[('id', '>', 0)]",
        "groups": [(4, World.env.ref("base.group_system").id)],
    }
)
petition = World.make_petition(recognised.proposal_id)
petition.closing = "Kính đề nghị {xem xét} sớm."
model = World.env.ref("cdht_module.plan_programme").with_user(World.commune_user)
plan = model.browse(model.action_make_plan()["res_id"])
plan.write({"opening": "{body} lập kế hoạch [mới] sau:", "closing": plan.closing})
report = World.env["cdht.report"].with_user(World.commune_user).create(
    {"issuing_unit_id": World.commune.id, "year": common.YEAR}
)  # fmt: skip
report.closing = "Trân trọng báo cáo."
World.env.cr.commit()
before = {
    "petition": petition.id,
    "decision": decision.id,
    "plan": plan.id,
    "report": report.id,
    "number": decision.number,
    "titles": sorted(decision.recognition_ids.mapped("printed_name")),
    "stage": stage.id,
    "wording": wording.id,
    "own": own.id,
    "rule": rule.id,
    "rows": {
        model: World.env[model].with_context(active_test=False).search_count([])
        for model in ("cdht.citizen", "cdht.assessment", "cdht.assessment.line",
                      "cdht.proposal", "cdht.decision", "cdht.recognition",
                      "cdht.trace", "cdht.unit", "cdht.campaign")
    },
}  # fmt: skip
with open(FILE, "w", encoding="utf-8") as file:
    json.dump(before, file)
