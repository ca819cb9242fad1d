from odoo import models
from odoo.fields import Domain

from odoo.addons.cdht_module.tools.paper_table import blank_rows, column, in_pages

SCORE_ROWS = 20  # a page


class CdhtProposal(models.Model):
    """The sheets that go round in a unit: registration and scores."""

    _inherit = "cdht.proposal"

    def _registration_values(self):
        """Names to sign, and empty lines for who comes later."""
        columns = [
            column("TT", 11, centre=True),
            column("Họ và tên", 62),
            column("Năm sinh", 20, centre=True),
            column("Nhóm", 20, centre=True),
            column("Ký tên hoặc điểm chỉ"),
        ]
        rows = [
            [number, dossier.citizen_id.name, dossier.citizen_id.birth_year or "",
             dossier.labour_group_id.code or "", ""]
            for number, dossier in enumerate(self._paper_people(), 1)
        ]  # fmt: skip
        spare = max(5, 12 - len(rows))
        return {
            **self._form_head(),
            "consent": self.campaign_id.consent_text or "",
            "groups": self.env["cdht.labour.group"].search(Domain.TRUE),
            "columns": columns,
            "rows": [{"heading": "", "rows": rows + blank_rows(columns, spare)}],
        }

    def _score_sheet_values(self):
        """20 people a page, each indicator with its own score and the meeting's."""
        people = self._paper_people()
        lines = people.line_ids
        lines.fetch(
            ["assessment_id", "sequence", "self_score", "appraised_score",
             "paper_evidence", "evidence"]
        )  # fmt: skip
        by_dossier = lines.grouped("assessment_id")
        rows = [
            [number, *_score_cells(dossier, by_dossier.get(dossier, lines.browse()))]
            for number, dossier in enumerate(people, 1)
        ]
        return self._score_sheet(rows)

    def _blank_score_sheet_values(self):
        """The same sheet with the names only, to be filled in at the meeting."""
        blanks = [""] * (2 * len(self.campaign_id.set_id.indicator_ids) + 4)
        rows = [
            [number, dossier.citizen_id.name, dossier.citizen_id.birth_year or "",
             *blanks]
            for number, dossier in enumerate(self._paper_people(), 1)
        ]  # fmt: skip
        return self._score_sheet(rows)

    def _score_sheet(self, rows):
        """Whole pages: empty lines at the end take who comes late."""
        indicators = self.campaign_id.set_id.indicator_ids
        width = 2 * len(indicators) + 7
        pages = in_pages(rows, SCORE_ROWS) or [[]]
        missing = SCORE_ROWS - len(pages[-1])
        pages[-1] = pages[-1] + [[""] * width for _row in range(missing)]
        rule = self.campaign_id.set_id
        return {
            **self._form_head(),
            "indicators": [(one._number(), one.name) for one in indicators],
            "pages": pages,
            "rule": rule,
            "chair": self.meeting_chair or "",
            "secretary": self.meeting_secretary or "",
        }

    def _form_head(self):
        head = self._head()
        return {
            "superior_lines": head["superior_lines"],
            "body_lines": head["body_lines"],
            "chapter": head["body"],
            "year": self.year,
        }


def _score_cells(dossier, lines):
    person = dossier.citizen_id
    scores = []
    for line in lines.sorted("sequence"):
        scores += [line.self_score or "", line.appraised_score or ""]
    seen = any(line.paper_evidence for line in lines)
    return [
        person.name,
        person.birth_year or "",
        *scores,
        "✓" if seen else "",
        dossier.self_total or "",
        dossier.appraised_total or "",
        "",
    ]
