from odoo import api, models

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    figure_and_words,
    in_sentence,
    long_date,
    text_lines,
    title,
    whole,
)


class CdhtPosting(models.Model):
    """What the notice, its lists and the minutes of its end say (Nghị định 30/2020,
    Phụ lục III, mẫu 1.4 and 1.9)."""

    _inherit = "cdht.posting"
    _standing = frozenset({"issued", "ended"})

    def _paper_values(self):
        return {
            **super()._paper_values(),
            **self._posted_lists(),
            "opening": [whole(line.rstrip(":")) for line in text_lines(self.opening)],
            "year": self.year,
            "days": self._paper_days(),
            "until": self.date_to and whole(long_date(self.date_to)),
            "contact": self.contact or "",
            "columns": [
                column("TT", 22, centre=True),
                column("Họ và tên"),
                column("Năm sinh", 42, centre=True),
            ],
        }

    def _values_to_keep(self):
        """Names by dossier instead of the lists: who takes back the consent is left
        out of them, who is anonymised is taken out."""
        names = {
            str(dossier.id): self._posted_name(dossier)
            for dossier in self._listed_people()._publishable()
        }
        kept = super()._values_to_keep()
        kept["_paper_values"] = {
            name: value
            for name, value in kept["_paper_values"].items()
            if name not in ("lists", "people")
        }
        return {**kept, "names": names}

    @api.model
    def _forget_people(self, people):
        """Take these people out of what notices keep; for moves that checked the
        caller."""
        # sudo: as above; notices of every year in which they stood
        dossiers = people.sudo().assessment_ids
        gone = {str(dossier.id) for dossier in dossiers}
        for posting in self.sudo().search(
            [("campaign_id", "in", dossiers.campaign_id.ids)]
        ):
            kept = posting.issued_values or {}
            names = kept.get("names", {})
            if gone & names.keys():
                left = {key: names[key] for key in names.keys() - gone}
                posting.issued_values = {**kept, "names": left}

    def _as_issued(self, method="_paper_values"):
        # Only who consents at this moment is named.
        return {**super()._as_issued(method), **self._posted_lists()}

    def _paper_units(self):
        return super()._paper_units() | self.list_ids.unit_id

    def _posted_lists(self):
        names = self._posted_people()
        lists = [self._paper_list(line, names) for line in self._paper_lines()]
        return {
            "people": figure_and_words(len(names)),
            "lists": [one for one in lists if one["rows"]],
        }

    def _paper_lines(self):
        """The lists in the order of units on papers."""
        lines = self.list_ids
        return lines.sorted(lambda line: (line.unit_id.sequence, line.unit_id.name))

    def _paper_days(self):
        """“từ ngày … đến hết ngày …”."""
        if not (self.date_from and self.date_to):
            return "từ ngày …… đến hết ngày ……"
        return whole(
            f"từ {long_date(self.date_from)} đến hết {long_date(self.date_to)}"
        )

    def _paper_list(self, line, names):
        unit = line.unit_id
        own = [person for person in names if person["unit"] == unit.id]
        return {
            "unit": in_sentence(self._unit_name(unit)),
            "place": line.place or "",
            "rows": [
                [number, person["name"], person["birth_year"]]
                for number, person in enumerate(own, 1)
            ],
        }

    def _end_values(self):
        """Minutes of the end, one of each unit; what is not typed is written in."""
        values = self._as_issued()
        counts = {one["unit"]: len(one["rows"]) for one in values["lists"]}
        return {
            **values,
            "is_draft": False,
            "notice": whole(self._paper_named() if self.number else "Thông báo số ……"),
            "minutes": [
                {
                    **values,
                    # Minutes have their own number, and no place and date (mẫu 1.9).
                    "long_date": "",
                    "is_draft": False,
                    "reference": self._minutes_reference(),
                    "subject": title(
                        "Về việc kết thúc niêm yết danh sách đề nghị công nhận"
                        f" danh hiệu “Công dân học tập” năm {self.year}"
                    ),
                    "unit": in_sentence(self._unit_name(line.unit_id)),
                    "place_posted": line.place or "",
                    "count": figure_and_words(
                        counts.get(in_sentence(self._unit_name(line.unit_id)), 0)
                    ),
                    "witnesses": text_lines(line.witnesses),
                    "objections": text_lines(line.objections) + line._objection_lines(),
                    "is_ended": self.state == "ended",
                }
                for line in self._paper_lines()
            ],
        }

    def _minutes_reference(self):
        body = (self.symbol or "").partition("-")[2] or "UBND"
        return f"……/BB-{body}"
