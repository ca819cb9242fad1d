from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import groupby
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools.move import Move
from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    figure_and_words,
    letterhead_lines,
    text_lines,
)

_lt = LazyTranslate(__name__)

# States in which a paper has no number of the register for good.
_NOT_ENTERED = ("draft", "submitted", "nobody")
_DAY = "%d/%m/%Y"
# What is longer is no number, whatever a list that was read in says.
_LONGEST_NUMBER = 18


class CdhtCampaign(models.Model):
    """The registers of a year, and its file for the archive."""

    _inherit = "cdht.campaign"
    _moves = (
        Move("make_year_file", "action_make_year_file", ("open", "closed"), None,
             "commune", _lt("Year's file made")),
    )  # fmt: skip

    def action_make_year_file(self):
        """Gather the papers of the year for the archive; return the form of its
        file, which shows how far it is and what is missing."""
        self._cdht_one()
        self._check_commune_officer()
        self._check_move("make_year_file")
        # sudo: move: such files are made by this move alone, for its caller
        files = self.env["cdht.year.file"].sudo()
        file = files.search([("campaign_id", "=", self.id)])
        file = (file or files.create({"campaign_id": self.id})).with_env(self.env)
        return (
            file._cdht_action_form() if file.state == "running" else file._begin_anew()
        )

    # -- Sổ đăng ký văn bản đi (Nghị định 30/2020, Phụ lục IV, mẫu I).

    def _bodies_with_register(self):
        """The issuing bodies in the commune and above it for which the user acts."""
        below = Domain("id", "child_of", self.unit_id.ids)
        above = Domain("id", "parent_of", self.unit_id.ids)
        bodies = self.env["cdht.unit"].search(below | above)
        return bodies._in_reach("commune", "district")

    def _papers_in_register(self, bodies):
        """{body: [its papers of the calendar year, by symbol and number]}"""
        self.ensure_one()
        entered = (
            Domain("issuing_unit_id", "in", bodies.ids)
            & Domain("number_year", "=", self.year)
            & Domain("state", "not in", _NOT_ENTERED)
        )
        found = []
        # sudo: register: the register of a body is one, whoever reads which part of it;
        # its officers print it
        for kind in self.env["cdht.document"].sudo()._kinds_read():
            papers = kind.search(entered)
            notes = papers._said_later()
            found += [(paper, notes.get(paper, [])) for paper in papers]
        found.sort(key=lambda one: _place_in_register(one[0]))
        return {
            body: list(lines)
            for body, lines in groupby(found, lambda one: one[0].issuing_unit_id)
        }

    def _register_values(self):
        """The registers of the bodies for which the user acts, one after the other."""
        columns = [
            column("Số, ký hiệu văn bản", 27, centre=True),
            column("Ngày tháng văn bản", 20, centre=True),
            column("Tên loại và trích yếu nội dung văn bản"),
            column("Người ký", 28),
            column("Nơi nhận văn bản", 40),
            column("Đơn vị, người nhận bản lưu", 18, centre=True),
            column("Số lượng bản", 13, centre=True),
            column("Ngày chuyển", 16, centre=True),
            column("Ký nhận", 16, centre=True),
            column("Ghi chú", 30),
        ]
        registers = []
        bodies = self._bodies_with_register()
        for body, lines in self._papers_in_register(bodies).items():
            days = sorted(paper.date for paper, _notes in lines)
            first, last = days[0].strftime(_DAY), days[-1].strftime(_DAY)
            registers.append(
                {
                    "superior_lines": letterhead_lines(body.superior_letterhead),
                    "body_lines": letterhead_lines(body.letterhead),
                    "year": self.year,
                    "days": f"Từ ngày {first} đến ngày {last}",
                    "columns": columns,
                    "groups": _register_groups(lines),
                    "count": figure_and_words(len(lines)),
                }
            )
        return {"year": self.year, "registers": registers}

    # -- Sổ cấp giấy chứng nhận, sổ vàng.

    def _titles_in_book(self):
        """Titles of the year that the commune's own book has, in its order."""
        # sudo: register: the book of a body is one, whoever reads which part of it
        titles = self.env["cdht.recognition"].sudo().search(
            self._given_here() & Domain("certificate_number", "!=", False)
        )  # fmt: skip
        return titles.sorted(lambda title: _as_number(title.certificate_number))

    def _titles_not_in_book(self):
        """How many titles of the year, given by the commune, have no number yet."""
        # sudo: figures: nobody is named
        return self.env["cdht.recognition"].sudo().search_count(
            self._given_here()
            & Domain("certificate_number", "=", False)
            & Domain("decision_id", "!=", False)
            & Domain("state", "!=", "revoked")
        )  # fmt: skip

    def _given_here(self):
        return Domain("deciding_unit_id", "=", self.unit_id.id) & Domain(
            "year", "=", self.year
        )

    def _book_values(self):
        """Sổ cấp giấy chứng nhận: every number with what became of it."""
        columns = [
            column("Số vào sổ", 20, centre=True),
            column("Họ và tên", 46),
            column("Năm sinh", 14, centre=True),
            column("Đơn vị", 42),
            column("Danh hiệu", 32),
            column("Quyết định số, ngày", 36, centre=True),
            column("Cấp lại", 24, centre=True),
            column("Ký nhận"),
        ]
        titles = self._titles_in_book()
        rows = [
            [
                title.certificate_number,
                *_named(title),
                title.unit_id.name or "",
                _title_in_book(title),
                f"{title.decision_reference}, {title.decision_date:%d/%m/%Y}"
                if title.decision_date
                else title.decision_reference or "",
                f"Lần {title.reissue_count}, {title.reissued_on:%d/%m/%Y}"
                if title.reissue_count
                else "",
                "",
            ]
            for title in titles
        ]
        return {
            **self._book_head(),
            "columns": columns,
            "groups": [{"heading": "", "rows": rows}],
            "count": figure_and_words(len(titles)),
        }

    def _golden_values(self):
        """Sổ vàng: who holds the title, year after year until this one; those of many
        years running first."""
        # sudo: register: titles of the commune, printed for its officers
        titles = self.env["cdht.recognition"].sudo().search(
            [
                ("commune_id", "=", self.unit_id.id),
                ("year", "<=", self.year),
                ("state", "!=", "revoked"),
            ]
        )  # fmt: skip
        columns = [
            column("TT", 12, centre=True),
            column("Họ và tên"),
            column("Năm sinh", 18, centre=True),
            column("Số năm liên tục", 22, centre=True),
            column("Quyết định", 40, centre=True),
        ]
        ordered = self.env["cdht.unit"]._in_paper_order(titles)
        by_year = {
            year: list(some) for year, some in groupby(ordered, lambda t: t.year)
        }
        years = []
        for year in sorted(by_year):
            best = [title for title in by_year[year] if title.is_outstanding]
            lists = []
            if best:
                lists.append(("“CÔNG DÂN HỌC TẬP” TIÊU BIỂU XUẤT SẮC", best))
            lists.append(("“CÔNG DÂN HỌC TẬP”", by_year[year]))
            years.append(
                {
                    "year": year,
                    "count": figure_and_words(len(by_year[year])),
                    "best": len(best),
                    "lists": [
                        {"heading": heading, "groups": _by_unit(people)}
                        for heading, people in lists
                    ],
                }
            )
        return {**self._book_head(), "columns": columns, "years": years}

    def _book_head(self):
        unit = self.unit_id
        return {
            "superior_lines": letterhead_lines(unit.superior_letterhead),
            "body_lines": letterhead_lines(unit.letterhead),
            "body": unit.body_name or "",
            "year": self.year,
        }

    def _check_registers_in_reach(self):
        """Registers are for the officers of a body that issues."""
        for campaign in self:
            if not self.env.su and not campaign._bodies_with_register():
                raise AccessError(self.env._("This is for the commune's officer."))


def _as_number(text):
    digits = (text or "").partition("/")[0]
    is_number = digits.isdecimal() and len(digits) <= _LONGEST_NUMBER
    return (int(digits) if is_number else 0, text or "")


def _place_in_register(paper):
    return (
        paper.issuing_unit_id.id,
        paper.symbol or "",
        *_as_number(paper.number_key),
        str(paper.date),
    )


def _register_groups(lines):
    """A group of rows a symbol: numbers run by symbol. A gap is a row of its own."""
    groups = []
    for symbol, papers in groupby(lines, lambda one: one[0].symbol or ""):
        rows, last = [], 0
        for paper, notes in papers:
            number = _as_number(paper.number_key)[0]
            if number > last + 1:
                rows.append(_gap(paper, last + 1, number - 1))
            last = max(last, number)
            rows.append(_register_row(paper, notes))
        groups.append({"heading": f"Ký hiệu: {symbol}", "rows": rows})
    return groups


def _gap(paper, first, last):
    """Numbers without a paper: of a body that keeps its whole register here they are
    left out, of others they may be those of other papers."""
    said = "Không có văn bản trong phần mềm; đối chiếu sổ của cơ quan"
    if paper.issuing_unit_id.keeps_register:
        said = "Số trống, không có văn bản"
    which = f"{first:02}" if first == last else f"{first:02} - {last:02}"
    return [which, "", said, *[""] * 7]


def _register_row(paper, notes):
    recipients = text_lines(paper.recipients)
    kept = [line for line in recipients if line.startswith("Lưu")]
    # “Như trên”, “Như Điều …” are of the paper alone: a register names whom it is to.
    others = paper._addressed_to() + [
        line
        for line in recipients
        if not line.startswith(("Lưu", "Như trên", "Như Điều"))
    ]
    return [
        paper._reference().strip(),
        paper.date.strftime("%d/%m/%Y"),
        paper._kind_and_subject(),
        paper._head()["signatory"],
        "; ".join(others),
        "; ".join(line.partition(":")[2].strip() or line for line in kept),
        "",
        "",
        "",
        ". ".join(notes),
    ]


def _named(title):
    """Name and year of birth; of who asked to be forgotten, neither."""
    if title.citizen_id.anonymised_on:
        return "(đã xóa thông tin cá nhân)", ""
    return title.printed_name or "", title.printed_birth_year or ""


def _title_in_book(title):
    name = "Tiêu biểu xuất sắc" if title.is_outstanding else "Công dân học tập"
    return f"{name} (đã thu hồi)" if title.state == "revoked" else name


def _by_unit(titles):
    groups, number = [], 0
    for unit, people in groupby(titles, lambda title: title.unit_id):
        rows = []
        for title in people:
            number += 1
            rows.append(
                [
                    number,
                    *_named(title),
                    title.streak,
                    title.decision_reference or "",
                ]
            )
        groups.append({"heading": unit.name or "", "rows": rows})
    return groups
