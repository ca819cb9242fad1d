from odoo import models

from odoo.addons.cdht_module.tools.wording import Words

_DOTS = "……"
LINE = "…" * 36  # dots as long as the rest of a line


def or_dots(name, dots=_DOTS):
    """What was not typed is left to write in by hand."""

    def value(paper):
        return dots if paper[name] == "" else paper[name]

    return value


def _figure(name, known_by=None):
    """A figure, or dots while there is none (``known_by``: which must not be 0)."""

    def value(paper):
        figures = paper["figures"]
        return figures[name] if figures[known_by or name] else _DOTS

    return value


def _result(name):
    """A figure that the meeting finds: dots until it is recorded."""

    def value(paper):
        return _DOTS if _is_to_fill(paper) else _figure(name, "appraised")(paper)

    return value


def _is_to_fill(paper):
    """Whether the minutes go to a meeting that is still to come."""
    return bool(paper.get("to_fill"))


def _addressed(line):
    """Minutes that stood before named nobody's sex."""
    known = line.startswith(("Ông ", "Bà ", "Ông/bà "))
    return line if known else f"Ông/bà {line}"


class CdhtProposal(models.Model):
    """What the sentences of a unit's papers may name."""

    _inherit = "cdht.proposal"
    _wordings = (
        Words(
            "minutes",
            "cdht.proposal",
            "_minutes_values",
            "minutes_paper",
            {
                "năm": "year",
                "chi hội": "body",
                "giờ bắt đầu": "begin",
                "giờ kết thúc": "end",
                "địa điểm": or_dots("meeting_place", LINE),
                "có mặt": or_dots("present"),
                "tổng số": or_dots("total"),
                "trong đó có": lambda paper: (
                    "trong đó có:" if paper["attendants"] or _is_to_fill(paper) else ""
                ),
                "chủ tọa": or_dots("chair", LINE),
                "thư ký": or_dots("secretary", LINE),
                "căn cứ": "basis",
                "điểm thấp nhất": lambda paper: paper["rule"]["score_min"],
                "điểm cao nhất": lambda paper: paper["rule"]["score_max"],
                "tổng điểm đạt": lambda paper: paper["rule"]["pass_total"],
                "chỉ số thấp nhất": lambda paper: paper["rule"]["pass_min"],
                "số năm liền": lambda paper: paper["rule"]["outstanding_years"],
                "số đăng ký": _figure("registered"),
                "số tự đánh giá": _figure("assessed"),
                "số được thẩm định": _result("appraised"),
                "số đạt": _result("passed"),
                "số đạt nhiều năm liền": lambda paper: (
                    _DOTS if _is_to_fill(paper) else paper["figures"]["five"] or ""
                ),
                "số không đạt": _result("failed"),
                "số khác điểm": _result("changed"),
                "không có người": lambda paper: (
                    "" if paper["recusals"] or _is_to_fill(paper) else "không có"
                ),
                "tán thành": or_dots("votes_for"),
                "không tán thành": or_dots("votes_against"),
                "hình thức": lambda paper: (
                    "bằng bỏ phiếu kín" if paper.get("is_secret") else ""
                ),
                "biên bản kiểm phiếu": lambda paper: (
                    "có Biên bản kiểm phiếu kèm theo" if paper.get("is_secret") else ""
                ),
                "số người đề nghị": lambda paper: (
                    paper["passed"]
                    if paper["figures"]["appraised"] and not _is_to_fill(paper)
                    else _DOTS
                ),
            },
            {
                # Numbers are lines to write on.
                "thành phần tham dự": lambda paper: (
                    paper["attendants"] or (4 if _is_to_fill(paper) else [])
                ),
                "người không biểu quyết": lambda paper: (
                    [_addressed(line) for line in paper["recusals"]]
                    or (2 if _is_to_fill(paper) else [])
                ),
                "ý kiến": lambda paper: (
                    "\n".join(paper["notes"]) or (8 if _is_to_fill(paper) else 1)
                ),
                "kết luận": lambda paper: 3,
            },
            variant="to_fill",
        ),
        Words(
            "ballot",
            "cdht.proposal",
            "_ballot_values",
            "ballot_paper",
            {"năm": "year", "chi hội": "chapter"},
        ),
        Words(
            "counting",
            "cdht.proposal",
            "_counting_values",
            "counting_paper",
            {
                "năm": "year",
                "chi hội": "body",
                "giờ": "begin",
                "địa điểm": or_dots("meeting_place", LINE),
                "có mặt": or_dots("present"),
                "tổng số": or_dots("total"),
                "số phiếu phát ra": or_dots("issued"),
                "số phiếu thu về": or_dots("collected"),
                "số phiếu hợp lệ": or_dots("valid"),
                "số phiếu không hợp lệ": or_dots("invalid"),
            },
            {
                "tổ kiểm phiếu": lambda paper: paper["tellers"] or 3,
                "bảng kết quả": "table",
            },
        ),
        Words(
            "proposal_list",
            "cdht.proposal",
            "_list_values",
            "proposal_list_paper",
            {
                "năm": "year",
                # Lists that stood before were called by what they ask for alone.
                "tên danh sách": lambda paper: paper.get(
                    "title", "DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN"
                ),
                "số đăng ký": lambda paper: paper["figures"]["registered"],
                "số đạt": lambda paper: paper["figures"]["passed"],
                "số không đạt": lambda paper: paper["figures"]["failed"],
            },
        ),
        Words(
            "registration",
            "cdht.proposal",
            "_registration_values",
            "registration_paper",
            {"năm": "year", "chi hội": "chapter"},
        ),
        Words(
            "evening_guide",
            "cdht.proposal",
            "_evening_guide_values",
            "evening_guide_paper",
            {
                "năm": "year",
                "chi hội": "chapter",
                "hạn gửi": "until",
                "đầu mối": "contact",
                "điểm thấp nhất": lambda paper: paper["rule"]["score_min"],
                "điểm cao nhất": lambda paper: paper["rule"]["score_max"],
                "tổng điểm đạt": lambda paper: paper["rule"]["pass_total"],
                "chỉ số thấp nhất": lambda paper: paper["rule"]["pass_min"],
            },
            # A number is lines to write on.
            {"chỗ ghi": lambda paper: 10},
        ),
        # With the scores, or to be filled in.
        *(
            Words(
                "score_sheet",
                "cdht.proposal",
                method,
                "score_sheet_paper",
                {
                    "năm": "year",
                    "chi hội": "chapter",
                    "tổng điểm đạt": lambda paper: paper["rule"]["pass_total"],
                    "chỉ số thấp nhất": lambda paper: paper["rule"]["pass_min"],
                },
            )
            for method in ("_score_sheet_values", "_blank_score_sheet_values")
        ),
    )
