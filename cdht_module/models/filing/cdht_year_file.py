import hashlib
import zipfile

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.report.papers import PAPERS
from odoo.addons.cdht_module.tools.move import Move
from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    in_sentence,
    letterhead_lines,
)
from odoo.addons.cdht_module.tools.vietnamese_text import match_key

_lt = LazyTranslate(__name__)

# Papers printed in one step of the cron.
_PAPERS_A_STEP = 5
# What this file prints of itself, last of all.
INDEX, HANDOVER = "year_index_paper", "year_handover_paper"
OWN_FILES = {INDEX: "muc-luc-van-ban", HANDOVER: "bien-ban-giao-nhan"}
_BLANK = "…" * 12


class CdhtYearFile(models.Model):
    """The papers of a commune's year in one archive, in the order of the work, with
    their index and the minutes of handing over (Nghị định 30/2020, Điều 29, 30).

    What is kept byte for byte is taken as it is kept, the rest is printed once for it.
    What is missing is named, never left out. The archive is written when it is taken,
    file by file: neither the database nor the memory holds it as a whole.
    """

    _name = "cdht.year.file"
    _description = "Year's file"
    _inherit = ["cdht.stepwise"]
    _order = "id desc"
    _rec_name = "campaign_id"
    _by_moves = {"state", "message", "campaign_id", "user_id", "line_ids"}
    _moves = (
        Move("renew_year_file", "action_renew", ("done", "stopped", "failed"), None,
             "commune", _lt("Year's file made")),
        Move("take_year_file", "action_take", ("done",), None,
             "commune", _lt("Year's file taken")),
    )  # fmt: skip

    campaign_id = fields.Many2one(
        "cdht.campaign", required=True, index=True, ondelete="cascade"
    )
    code = fields.Char(
        string="Number and symbol of the file",
        help="As on the office's list of files; left to write in while it is empty."
        " Make the file anew after changing it.",
    )
    _one_a_year = models.Constraint(
        "UNIQUE (campaign_id)", "This year has its file already."
    )

    line_ids = fields.One2many("cdht.year.file.line", "file_id", string="Papers")
    missing_ids = fields.One2many(
        "cdht.year.file.line",
        "file_id",
        domain=[("state", "=", "missing")],
        readonly=True,
    )
    found_ids = fields.One2many(
        "cdht.year.file.line",
        "file_id",
        string="In the file",
        domain=[("state", "!=", "missing")],
        readonly=True,
    )
    missing_count = fields.Integer(compute="_compute_counts")
    unsigned_count = fields.Integer(
        string="Without a signed copy", compute="_compute_counts"
    )
    term = fields.Char(string="Retention term", compute="_compute_term")
    to_confirm = fields.Text(string="To be confirmed", compute="_compute_term")
    state = fields.Selection(
        selection_add=[("running", "Being made"), ("failed", "Could not be made")]
    )
    total_count = fields.Integer(string="Files")
    done_count = fields.Integer(string="Made so far")

    @api.depends("line_ids.state")
    def _compute_total_count(self):
        for file in self:
            file.total_count = len(file.line_ids.filtered("is_in_file"))

    @api.depends("line_ids.state")
    def _compute_done_count(self):
        for file in self:
            file.done_count = len(file.line_ids.filtered(lambda x: x.state == "ready"))

    @api.depends("line_ids.state", "line_ids.lacks_signed")
    def _compute_counts(self):
        for file in self:
            missing = file.line_ids.filtered(lambda line: line.state == "missing")
            file.missing_count = len(missing)
            file.unsigned_count = len(file.line_ids.filtered("lacks_signed"))

    @api.depends("line_ids.part_id")
    def _compute_term(self):
        """That of the papers that are kept longest: a file is kept as a whole."""
        for file in self:
            parts = file.line_ids.filtered("is_in_file").part_id
            file.term = parts._longest().term or ""
            doubts = [
                f"{', '.join(some.mapped('name'))}: {doubt}"
                for doubt, some in parts.grouped("to_confirm").items()
                if doubt
            ]
            file.to_confirm = "\n".join(doubts)

    @api.depends("campaign_id")
    def _compute_display_name(self):
        for file in self:
            file.display_name = self.env._("Year's file: %s", file.campaign_id.name)

    def _trace_unit(self):
        return self.campaign_id.unit_id

    # -- What lies in it.

    def action_renew(self):
        """Look for the papers anew and make them: what was missing may be there."""
        self._cdht_one()
        self.check_access("write")
        self.campaign_id._check_commune_officer()
        self._check_move("renew_year_file")
        return self._begin_anew()

    def _begin_anew(self):
        """Name the papers of the year, found and missing, and start.

        For moves that checked the caller.
        """
        found = self._found()
        # sudo: move: lines are written by this model alone
        file = self.sudo()
        file.line_ids.unlink()
        file.line_ids.create([{"file_id": file.id, **line} for line in found])
        file.write({"state": "draft", "user_id": self.env.uid})
        return self.action_start()

    def _check_may_run(self):
        self.campaign_id._check_commune_officer()

    def _found(self):
        """Values of the lines, in the order of the file."""
        parts = self.env["cdht.filing.part"].search(Domain.TRUE)
        by_kind = parts._by_kind()
        # What no part names goes with the last one.
        lines = {part: [] for part in parts or [parts]}
        for paper, of_paper in self._lines_of_papers():
            lines[by_kind.get(paper._filed_as(), parts[-1:])] += of_paper
        lines[by_kind.get("decision", parts[-1:])] += self._book_lines()
        result, own = [], len(lines) + 1
        for number, part in enumerate(lines, 1):
            is_there = any(line["state"] == "waiting" for line in lines[part])
            if part.is_expected and not is_there:
                lines[part].append(
                    {"state": "missing", "name": part.name, "remedy": part.remedy}
                )
            result += [
                {**line, "part_id": part.id, "part_number": number, "number": place}
                for place, line in enumerate(lines[part], 1)
            ]
        return result + [
            {"state": "waiting", "template": name, "res_model": self._name,
             "res_id": self.id, "name": name, "part_number": own + place, "number": 1}
            for place, name in enumerate(OWN_FILES)
        ]  # fmt: skip

    def _lines_of_papers(self):
        """[(paper, its lines)], in the order in which the papers came about."""
        found = list(self._papers_of_year())
        reports = self._reports_of([papers._name for papers, _hidden in found])
        # One look for all kinds of papers.
        copies = self.env["cdht.signed.copy"]._of(
            *(papers for papers, _hidden in found), is_current=True
        )
        copy_of = {(copy.res_model, copy.res_id): copy for copy in copies}
        lines = []
        for papers, hidden in found:
            for paper in papers:
                if paper.state in paper._standing:
                    copy = copy_of.get((paper._name, paper.id))
                    own = self._lines_of(paper, reports.get(paper._name, []), copy)
                else:
                    own = [self._unfinished_line(paper)]
                lines.append((paper, own))
            lines += [(paper, [self._hidden_line(paper)]) for paper in hidden]
        return sorted(lines, key=lambda one: _place_in_time(one[0]))

    def _reports_of(self, names):
        """{model: its papers' reports}, as a dossier goes."""
        # sudo: public: which papers there are is no secret
        reports = self.env["ir.actions.report"].sudo().search(
            [("model", "in", names), ("cdht_paper", "=", True)], order="id"
        )  # fmt: skip
        places = {row.template: place for place, row in enumerate(PAPERS)}
        return reports.sorted(
            lambda report: places.get(_template(report), len(places))
        ).grouped("model")

    def _papers_of_year(self):
        """[(papers that the user reads, those that stand and are hidden from them)], a
        pair a kind."""
        campaign = self.campaign_id
        here = Domain("issuing_unit_id", "child_of", campaign.unit_id.id)
        for papers in self.env["cdht.document"]._kinds_read():
            of_year = here
            if "campaign_id" in papers._fields:
                of_year |= Domain("campaign_id", "=", campaign.id)
            of_year &= papers._of_year(campaign.year)
            found = papers.search(of_year)
            # sudo: compare: what is there for others only is named by kind and body
            hidden = papers.sudo().search(of_year & Domain("id", "not in", found.ids))
            yield found, hidden.filtered(lambda paper: paper.state in paper._standing)

    def _lines_of(self, paper, reports, copy):
        """Its sheets, of which prints are kept or which it names itself, then its
        signed copy."""
        common = {
            "state": "waiting",
            "res_model": paper._name,
            "res_id": paper.id,
            "reference": (paper._reference().strip() if paper.number else False),
            "date": paper._filed_on(),
            "author": paper._paper_body(),
        }
        lines, more = [], paper._sheets_to_file()
        for report in reports:
            template = _template(report)
            is_filed = report.cdht_kept or template in more
            if not (is_filed and report._cdht_offered(paper)):
                continue
            feed = self.env[f"report.{report.report_name}"]
            try:
                feed._check_reader(paper)
            except AccessError as error:
                lines.append(
                    {
                        "state": "missing",
                        "name": report.name,
                        "author": common["author"],
                        "remedy": str(error),
                    }
                )
                continue
            is_main = template in _main_sheets(paper)
            lines.append(
                {
                    **common,
                    "template": template,
                    "name": paper._kind_and_subject() if is_main else report.name,
                    # What has no subject is called as its sheet is.
                    "is_named": is_main and bool(paper.subject),
                    "lacks_signed": is_main and not copy,
                }
            )
        if copy:
            lines.append(
                {
                    **common,
                    "copy_id": copy.id,
                    "name": f"{paper._kind_and_subject()} (bản ký)",
                }
            )
        return lines

    def _unfinished_line(self, paper):
        return {
            "state": "missing",
            "res_model": paper._name,
            "res_id": paper.id,
            "name": paper._kind_and_subject(),
            "author": paper._paper_body(),
            "remedy": self.env._(
                "It is not finished. Send or issue it; what nobody needs is deleted."
                " Then make the file anew."
            ),
        }

    def _hidden_line(self, paper):
        return {
            "state": "missing",
            "name": paper._paper_kind,
            "author": paper.issuing_unit_id.body_name,
            "remedy": self.env._(
                "It is not yours to read: ask the body that issued it for its copy."
            ),
        }

    def _book_lines(self):
        """The register of certificates, and those that are not in it."""
        campaign = self.campaign_id
        entered, left_out = campaign._titles_in_book(), campaign._titles_not_in_book()
        common = {
            "name": f"Sổ cấp giấy chứng nhận năm {campaign.year}",
            "author": campaign.unit_id.body_name,
        }
        lines = []
        if entered:
            lines.append(
                {
                    **common,
                    "state": "waiting",
                    "template": "certificate_book_paper",
                    "res_model": campaign._name,
                    "res_id": campaign.id,
                    "is_named": True,
                }
            )
        if left_out:
            lines.append(
                {
                    **common,
                    "state": "missing",
                    "remedy": self.env._(
                        "%s certificates are not in the register: open the decision and"
                        " press “Number the certificates”.",
                        left_out,
                    ),
                }
            )
        return lines

    # -- Made in steps.

    def _next_work(self):
        waiting = self.line_ids.filtered(lambda line: line.state == "waiting")
        papers = waiting.filtered(lambda line: line.template not in OWN_FILES)
        # Its own papers say how many pages the others have.
        return papers[:_PAPERS_A_STEP] or waiting[:1]

    def _do_work(self, work):
        return [line._made() for line in work.with_env(self.env)]

    def _keep_work(self, work, done):
        for line, values in zip(work, done, strict=True):
            # sudo: move: lines are written by this model alone
            line.sudo().write({**values, "state": "ready"})

    def _finish(self):
        self._move_to("done")
        self.env["cdht.trace"].with_user(self.user_id)._record(
            self.campaign_id, "renew_year_file", value_to=str(self.total_count)
        )

    # -- What is handed over.

    def action_take(self):
        """The archive, as a file to save."""
        self._cdht_one()
        self._check_may_take()
        return {
            "type": "ir.actions.act_url",
            "url": f"/cdht/ho-so-nam/{self.id}",
            "target": "download",
        }

    def _check_may_take(self):
        self.check_access("read")
        self.campaign_id._check_commune_officer()
        self._check_move("take_year_file")

    def _filename(self):
        """ASCII, as the names in it."""
        year = self.campaign_id
        return f"ho-so-cong-dan-hoc-tap-{slug(year.unit_id.name)}-{year.year}.zip"

    def _write_archive(self, stream):
        """Write the archive into ``stream``, one file at a time, and leave a trace."""
        self._check_may_take()
        lines = self.line_ids.filtered("is_in_file")
        lines._check_readers()
        day = self.create_date.timetuple()[:6]
        sums = []
        with zipfile.ZipFile(stream, "w", allowZip64=True) as archive:
            for line in lines:
                content = line._content()
                digest = hashlib.sha256(content).hexdigest()
                if digest != line.sha256:
                    raise UserError(
                        self.env._("“%s” was changed meanwhile: make the file anew.",
                                   line.name)
                    )  # fmt: skip
                archive.writestr(zipfile.ZipInfo(line.path, day), content)
                sums.append(f"{digest}  {line.path}\n")
            archive.writestr(zipfile.ZipInfo("sha256.txt", day), "".join(sums))
        self.env["cdht.trace"]._record(
            self.campaign_id, "take_year_file", value_to=str(len(lines))
        )

    # -- Its own papers.

    def _head_values(self):
        campaign = self.campaign_id
        unit = campaign.unit_id
        return {
            "superior_lines": letterhead_lines(unit.superior_letterhead),
            "body_lines": letterhead_lines(unit.letterhead),
            "body": unit.body_name or "",
            "place": unit.place_name or "",
            "code": self.code or "",
            "title": self._title(),
            "year": campaign.year,
            "term": self.term,
        }

    def _title(self):
        campaign = self.campaign_id
        return (
            "Hồ sơ đánh giá, công nhận danh hiệu “Công dân học tập” năm"
            f" {campaign.year} của {in_sentence(campaign.unit_id.name or '')}"
        )

    def _index_values(self):
        """Mục lục văn bản, tài liệu trong hồ sơ (Phụ lục V, mẫu IV)."""
        columns = [
            column("STT", 10, centre=True),
            column("Số, ký hiệu văn bản", 32, centre=True),
            column("Ngày tháng năm văn bản", 24, centre=True),
            column("Tên loại và trích yếu nội dung văn bản"),
            column("Tác giả văn bản", 38),
            column("Trang số", 18, centre=True),
            column("Ghi chú", 44),
        ]
        groups, number, page = [], 0, 1
        papers = self.line_ids.filtered(lambda line: line.template not in OWN_FILES)
        for part, lines in papers.grouped("part_id").items():
            rows = []
            for line in lines:
                if line.state == "missing":
                    rows.append(["–", "", "", line.name, line.author or "", "",
                                 "Chưa có trong hồ sơ"])  # fmt: skip
                    continue
                number += 1
                rows.append(
                    [
                        number,
                        line.reference or "",
                        line.date.strftime("%d/%m/%Y") if line.date else "",
                        line.name,
                        line.author or "",
                        _pages(page, line.page_count),
                        line._remark(),
                    ]
                )
                page += line.page_count
            groups.append({"heading": part.name, "rows": rows})
        return {
            **self._head_values(),
            "columns": columns,
            "groups": groups,
            "count": number,
            "pages": page - 1,
            "missing": self.missing_count,
        }

    def _handover_values(self):
        """Biên bản giao nhận hồ sơ, tài liệu (Phụ lục V, mẫu V), with the list of the
        files handed over (mẫu III) in it."""
        lines = self.line_ids.filtered("is_in_file")
        days = sorted(filter(None, lines.mapped("date")))
        span = " - ".join(
            dict.fromkeys(day.strftime("%d/%m/%Y") for day in (days[:1] + days[-1:]))
        )
        papers = lines.filtered(lambda line: line.template not in OWN_FILES)
        columns = [
            column("Số TT", 12, centre=True),
            column("Số, ký hiệu hồ sơ", 26, centre=True),
            column("Tiêu đề hồ sơ"),
            column("Thời gian tài liệu", 30, centre=True),
            column("Thời hạn bảo quản", 22, centre=True),
            column("Số trang", 16, centre=True),
            column("Ghi chú", 20),
        ]
        pages = sum(papers.mapped("page_count"))
        row = ["01", self.code or "", self._title(), span, self.term, pages, ""]
        return {
            **self._head_values(),
            "span": span or _BLANK,
            # With the check sums.
            "files": len(lines) + 1,
            "missing": self.missing_count,
            "columns": columns,
            "groups": [{"heading": "", "rows": [row]}],
        }


def _template(report):
    return report.report_name.removeprefix("cdht_module.")


def _place_in_time(paper):
    """What has no day yet comes last."""
    return (
        str(paper._filed_on() or "~"),
        (paper.number_key or "").zfill(8),
    )


def _main_sheets(paper):
    """The templates that say what the paper says; the others go with it."""
    return {
        row.template
        for row in PAPERS
        if row.model == paper._name and row.values == paper._issued_papers[0]
    }


def slug(text, longest=64):
    """“to-trinh-03-ttr-hkh”: a name that every machine can read, of whole words."""
    words = match_key(text or "").split()
    while len("-".join(words)) > longest:
        words.pop()
    return "-".join(words)


def _pages(first, count):
    """“3”, “3 - 5”; nothing where the pages could not be counted."""
    if not count:
        return ""
    return f"{first} - {first + count - 1}" if count > 1 else str(first)
