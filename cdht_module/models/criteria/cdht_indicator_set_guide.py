from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.cdht_module.tools.paper_text import text_lines


class CdhtIndicatorSet(models.Model):
    """The set as people read it: the guide of a group, the empty form."""

    _inherit = "cdht.indicator.set"

    bands = fields.Text(
        string="What earns which points",
        help="For all indicators; the guide of a group may say it of one.",
    )

    def _guide_values(self):
        """The guide of each group, two pages each, for training."""
        groups = self.env["cdht.labour.group"].search(Domain.TRUE)
        return {
            **self._rule_values(),
            "groups": [
                {
                    "name": group.name,
                    "code": group.code,
                    "parts": self._parts_for(group),
                }
                for group in groups
            ],
        }

    def _blank_form_values(self):
        """An empty form of each group, to be written by hand."""
        dots = dict.fromkeys(
            ("name", "birth", "gender", "identity_number", "occupation", "unit",
             "chapter", "self_total", "appraised_total", "lowest", "result",
             "appraised_on"), ""
        )  # fmt: skip
        groups = self.env["cdht.labour.group"].search(Domain.TRUE)
        return [
            {**dots, **self._form_values(group, {}), "year": "", "body_lines": []}
            for group in groups
        ]

    def _form_values(self, group, lines, appraised=True):
        """``lines``: {indicator: the line of a dossier} to fill in; the meeting's
        scores where ``appraised`` says so."""
        parts = self._parts_for(group)
        for part in parts:
            for row in part["rows"]:
                line = lines.get(row["indicator"])
                row["evidence_given"] = line and line.evidence or ""
                row["seen"] = bool(line and line.paper_evidence)
                row["self_score"] = line and line.self_score or ""
                row["appraised_score"] = (
                    appraised and line and line.appraised_score or ""
                )
        return {
            **self._rule_values(),
            "group": group.name and f"{group.code} – {group.name}" or "",
            "parts": parts,
        }

    def _rule_values(self):
        return {
            "rule": self,
            "bands": text_lines(self.bands),
            "status": self.wording_status or "",
            "highest": self.score_max * len(self.indicator_ids),
        }

    def _parts_for(self, group):
        """Criterion by criterion the indicators in the words of a group."""
        self.ensure_one()
        guides = {
            guide.indicator_id: guide
            for guide in self.indicator_ids.guide_ids
            if guide.labour_group_id == group
        }
        none = self.env["cdht.indicator.guide"]
        return [
            {
                "name": criterion.name,
                "rows": [
                    {
                        "indicator": indicator,
                        "number": indicator._number(),
                        "wording": guides.get(indicator, none).wording
                        or indicator.name,
                        "bands": guides.get(indicator, none).bands or "",
                        "evidence": guides.get(indicator, none).evidence or "",
                    }
                    for indicator in criterion.indicator_ids
                ],
            }
            for criterion in self.criterion_ids
        ]
