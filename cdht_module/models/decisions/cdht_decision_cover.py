from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain

# The columns of the cover note, in order, on screen and on paper.
LABELS = {
    "asked": "Đề nghị",
    "here": "Công nhận trong quyết định này",
    "not_eligible": "Không đạt",
    "refused": "Không được công nhận",
    "elsewhere": "Thuộc thẩm quyền nơi khác",
    "left": "Chưa xét hoặc ở quyết định khác",
    "last_year": "Đã công nhận năm %s",
}
COLUMNS = tuple(LABELS)


class CdhtDecision(models.Model):
    """The cover note (phiếu trình): what the signatory sees before signing.

    Figures by unit, the signatory's own name, who was scored and appraised on one
    device; no other person is named here, the list itself stands in the decision.
    A supplementing decision tells of its own lists and people only, not of the year.
    """

    _inherit = "cdht.decision"

    cover_html = fields.Html(
        string="Cover note", compute="_compute_cover_html", sanitize=False
    )

    @api.depends(
        "assessment_ids", "petition_ids", "kind", "signatory_id", "date",
        "issuing_unit_id", "state",
    )  # fmt: skip
    @api.depends_context("uid")
    def _compute_cover_html(self):
        own = self._of_own_office()
        (self - own).cover_html = False
        for decision in own:
            decision.cover_html = self.env["ir.qweb"]._render(
                "cdht_module.decision_cover", {"cover": decision._cover_values()}
            )

    def _of_own_office(self):
        """Those that the reader decides about: the cover note is a paper inside the
        office, whoever reads the decision."""
        bodies = self.issuing_unit_id._in_reach("commune", "district")
        return self.filtered(lambda decision: decision.issuing_unit_id in bodies)

    def _cover_values(self):
        """What the cover note says, as plain values: {subject, body, signatory, date,
        year, labels, supplements, rows, total, own_names, certain, notes}; labels,
        rows and total by COLUMNS."""
        self.ensure_one()
        groups = self._cover_groups()
        # sudo: units are no secret; the people behind them are not read
        units = self.sudo().assessment_ids.unit_id.sudo(False)
        units = units.union(*(unit.sudo(False) for unit, *_figures in groups))
        rows = self._cover_rows(groups, units)
        head = self._head()
        return {
            "subject": self.subject or "",
            "body": head["issuer"],
            "petitions": self.petition_ids.mapped("display_name"),
            "signatory": head["signatory"],
            "post": head["post"],
            "year": self.year,
            "labels": {
                name: label % (self.year - 1) if "%s" in label else label
                for name, label in LABELS.items()
            },
            "supplements": self.kind == "supplement",
            "rows": rows,
            "total": {name: sum(row[name] for row in rows) for name in COLUMNS},
            "own_names": [
                {
                    "name": dossier.citizen_id.name,
                    "birth_year": dossier.birth_year or "",
                    "unit": dossier.unit_id.name,
                }
                for dossier in self.own_name_ids
            ],
            # sudo: whether the signatory is linked to a citizen, not to whom
            "certain": bool(self.signatory_id.sudo().citizen_id),
            "same_device": self._cover_same_device(),
            "notes": self.env["cdht.authority"]._notes(units, self._cover_date()),
        }

    def _cover_same_device(self):
        """{number, names} of those here who were scored and appraised on one device;
        named as far as the reader has their dossiers."""
        # sudo: staff's mark, of a list that the reader has
        marked = self.sudo().assessment_ids.filtered("same_device")
        readable = marked.sudo(False)._filtered_access("read")
        return {
            "number": len(marked),
            "names": [
                f"{dossier.citizen_id.name} ({dossier.unit_id.name})"
                for dossier in self.env["cdht.unit"]._in_paper_order(readable)
            ],
        }

    def _cover_rows(self, groups, units):
        """Figures of each unit whose people were assessed in the year.

        asked: proposed to whatever body; here: named in this decision; left: under
        this body, but in no decision yet or in another one; last_year: titles.
        """
        counts = Counter()
        for unit, state, outcome, number in groups:
            column = outcome if state == "rejected" else "asked"
            counts[unit.id, column] += number
            if column == "refused":
                counts[unit.id, "asked"] += number
        # sudo: figures of a list that the reader has, by unit
        for dossier in self.sudo().assessment_ids:
            counts[dossier.unit_id.id, "here"] += 1
        bodies = self.env["cdht.authority"]._authority_of(units, self._cover_date())
        for unit in units:
            of = unit.id
            left = counts[of, "asked"] - counts[of, "here"] - counts[of, "refused"]
            elsewhere = bodies[unit] != self.issuing_unit_id
            counts[of, "elsewhere" if elsewhere else "left"] = max(left, 0)
        titles = Domain(
            [("unit_id", "in", units.ids), ("year", "=", self.year - 1),
             ("state", "!=", "revoked")]
        )  # fmt: skip
        if self.kind == "supplement":
            titles &= Domain("citizen_id", "in", self._cover_people().citizen_id.ids)
        # sudo: figures of the units' titles of the year before
        for unit, number in (
            self.env["cdht.recognition"]
            .sudo()
            ._read_group(titles, ["unit_id"], ["__count"])
        ):
            counts[unit.id, "last_year"] = number
        return [
            {"unit": unit.name, **{name: counts[unit.id, name] for name in COLUMNS}}
            for unit in units.sorted(lambda unit: (unit.sequence, unit.name))
        ]

    def _cover_groups(self):
        """(unit, state, outcome, number) of the year's dossiers that were judged."""
        if not self.campaign_id:
            return []
        # sudo: figures by unit of the body whose decision the reader has; a campaign
        # of elsewhere, typed into a request, gives none
        return self.env["cdht.assessment"].sudo()._read_group(
            self._cover_domain()
            & Domain(
                ["|", ("state", "in", ("proposed", "recognised")),
                 "&", ("state", "=", "rejected"),
                 ("outcome", "in", ("not_eligible", "refused"))]
            ),
            ["unit_id", "state", "outcome"],
            ["__count"],
        )  # fmt: skip

    def _cover_domain(self):
        """The dossiers that the cover note is about: the year's under this body; of a
        supplementing decision those of its own lists."""
        domain = Domain(
            [("campaign_id", "=", self.campaign_id.id),
             ("unit_id", "child_of", self.issuing_unit_id.ids)]
        )  # fmt: skip
        if self.kind == "supplement":
            domain &= Domain("id", "in", self._cover_people().ids)
        return domain

    def _cover_people(self):
        """The people of this decision and of the lists behind its petitions, but for
        those about whom another decision says something; with superuser rights."""
        # sudo: for figures of papers that the reader has
        decision = self.sudo()
        petitions = decision.petition_ids
        people = petitions.assessment_ids | petitions.proposal_ids.assessment_ids
        others = people.filtered(
            lambda dossier: (
                dossier.decision_id and dossier.decision_id not in decision._origin
            )
        )
        return (people - others) | decision.assessment_ids

    def _cover_date(self):
        """The day by whose rows the authority is asked."""
        return self.date or self.env["cdht.campaign"]._today()
