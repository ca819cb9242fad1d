from collections import Counter

from odoo import api, models

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    counted,
    figure_and_words,
    in_sentence,
    long_date,
    text_lines,
    whole,
)
from odoo.addons.cdht_module.tools.wording import Words

# As many names of 24 points stand below the heading of a sheet of A3; more stand in two
# columns.
_ONE_COLUMN = 22


def _to_write_names(unit):
    """Who comes to the board, to be written in by hand."""
    return [
        f"Đại diện {who}: {'…' * 12}"
        for who in (unit, "chi hội khuyến học", "Ban Công tác Mặt trận")
    ]


def _read_aloud(people):
    """The names as they are read; two of one name by their year of birth."""
    alike = Counter(one["name"] for one in people)
    return [
        f"{number}. {one['name']}"
        + (
            f", sinh năm {one['birth_year']}"
            if alike[one["name"]] > 1 and one["birth_year"]
            else ""
        )
        for number, one in enumerate(people, 1)
    ]


class CdhtPosting(models.Model):
    """What the notice, its lists, the minutes of beginning and end and the loudspeaker
    say."""

    _inherit = "cdht.posting"
    _wordings = (
        Words(
            "posting",
            "cdht.posting",
            "_paper_values",
            "posting_paper",
            {
                "năm": "year",
                "cơ quan": "body",
                "số người": "people",
                "số đơn vị": lambda paper: counted(len(paper["lists"])),
                "thời gian niêm yết": "days",
                "nơi nhận ý kiến": "contact",
                "ngày cuối": lambda paper: paper["until"] or "ngày ……",
            },
            {
                "địa điểm niêm yết": lambda paper: [
                    f"Danh sách {one['unit']}: {one['place']}" for one in paper["lists"]
                ],
            },
            subject=("năm",),
        ),
        Words(
            "posting_end",
            "cdht.posting",
            "_end_values",
            "posting_end_paper",
            {
                "năm": "year",
                "cơ quan": "body",
                "thông báo": "notice",
                "đơn vị": "unit",
                "địa điểm": lambda paper: paper["place_posted"] or "…" * 36,
                "số người": "count",
                "thời gian niêm yết": "days",
                "không có": lambda paper: (
                    "không có" if paper["is_ended"] and not paper["objections"] else ""
                ),
                "ghi tay": lambda paper: (
                    ""
                    if paper["is_ended"] or paper["objections"]
                    else "ghi “không có” nếu không có"
                ),
            },
            {
                "thành phần tham dự": lambda paper: (
                    paper["witnesses"] or _to_write_names(paper["unit"])
                ),
                # Two lines to write on, as long as it hangs.
                "ý kiến phản ánh": lambda paper: (
                    paper["objections"] or (0 if paper["is_ended"] else 2)
                ),
            },
        ),
        Words(
            "posting_begin",
            "cdht.posting",
            "_begin_values",
            "posting_begin_paper",
            {
                "năm": "year",
                "cơ quan": "body",
                "thông báo": "notice",
                "đơn vị": "unit",
                "địa điểm": lambda paper: paper["place_posted"] or "…" * 36,
                "số người": "count",
                "thời gian niêm yết": "days",
                "nơi nhận ý kiến": "contact",
                "ngày cuối": lambda paper: paper["until"] or "ngày ……",
            },
            {
                "thành phần tham dự": lambda paper: _to_write_names(paper["unit"]),
                # Two lines to write on.
                "ý kiến": lambda _paper: 2,
            },
        ),
        Words(
            "posting_loud",
            "cdht.posting",
            "_loud_values",
            "posting_loud_paper",
            {
                "năm": "year",
                "cơ quan": "body",
                "số người": "people",
                "số đơn vị": lambda paper: counted(len(paper["units"])),
                "thời gian niêm yết": "days",
                "nơi nhận ý kiến": "contact",
                "ngày cuối": lambda paper: paper["until"] or "ngày ……",
            },
        ),
    )

    # -- What the notice, its lists and the minutes of its end say (Nghị định
    #    30/2020, Phụ lục III, mẫu 1.4 and 1.9).

    def _paper_values(self):
        return {
            **super()._paper_values(),
            **self._posted_lists(),
            "year": self.year,
            "days": self._paper_days(),
            "until": whole(long_date(self.date_to)) if self.date_to else "",
            "contact": self.contact or "",
            "columns": [
                column("TT", 22, centre=True),
                column("Họ và tên"),
                column("Năm sinh", 42, centre=True),
            ],
            "narrow_columns": [
                column("TT", 16, centre=True),
                column("Họ và tên"),
                column("Năm sinh", 27, centre=True),
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
        # sudo: public: what hangs on the boards is public; notices of every year in
        # which they stood
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

    def _with_sentences(self, method, values):
        """Of beginning and end there are minutes for each unit."""
        if method not in ("_begin_values", "_end_values"):
            return super()._with_sentences(method, values)
        words = self._words(method)
        minutes = [
            {**one, **words.composed(values["words"], one)} for one in values["minutes"]
        ]
        return {**values, "minutes": minutes}

    def _values_when_printed(self):
        # Only who consents at this moment is named.
        return {**super()._values_when_printed(), **self._posted_lists()}

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
        unit_people = [person for person in names if person["unit"] == unit.id]
        return {
            "unit": in_sentence(self._unit_name(unit)),
            "place": line.place or "",
            "is_long": len(unit_people) > _ONE_COLUMN,
            "rows": [
                [number, person["name"], person["birth_year"]]
                for number, person in enumerate(unit_people, 1)
            ],
        }

    def _begin_values(self):
        """Minutes of the beginning, one of each unit, to be filled in by hand."""
        return self._minutes_values()

    def _end_values(self):
        """Minutes of the end, one of each unit; what is not typed is written in."""
        return self._minutes_values()

    def _minutes_values(self):
        values = self._as_issued()
        counts = {one["unit"]: len(one["rows"]) for one in values["lists"]}
        notice = whole(self._paper_named() if self.number else "Thông báo số ……")
        minutes = []
        for line in self._paper_lines():
            unit = in_sentence(self._unit_name(line.unit_id))
            minutes.append(
                {
                    **values,
                    # Minutes have their own number, and no place and date (mẫu 1.9).
                    "long_date": "",
                    "is_draft": False,
                    "reference": self._minutes_reference(),
                    "notice": notice,
                    "unit": unit,
                    "place_posted": line.place or "",
                    "count": figure_and_words(counts.get(unit, 0)),
                    "witnesses": text_lines(line.witnesses),
                    "objections": text_lines(line.objections) + line._objection_lines(),
                    "is_ended": self.state == "ended",
                }
            )
        return {**values, "is_draft": False, "minutes": minutes}

    def _loud_values(self):
        """What the loudspeaker reads: only who consents at this moment, by units, in
        the order of the lists; a year of birth only where two have one name."""
        names = self._posted_people()
        units = []
        for line in self._paper_lines():
            own = [one for one in names if one["unit"] == line.unit_id.id]
            if own:
                unit = in_sentence(self._unit_name(line.unit_id))
                count = figure_and_words(len(own))
                heading = f"{unit[:1].upper()}{unit[1:]}: {count} người"
                units.append({"heading": heading, "lines": _read_aloud(own)})
        return {
            **self._as_issued(),
            "reference": "",
            "long_date": "",
            "is_draft": False,
            "people": figure_and_words(len(names)),
            "units": units,
        }

    def _minutes_reference(self):
        body = (self.symbol or "").partition("-")[2] or "UBND"
        return f"……/BB-{body}"
