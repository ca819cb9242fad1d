from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    Markup,
    blank_date,
    title,
    whole,
)
from odoo.addons.cdht_module.tools.wording import Words

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

# Left out where no unit has a figure in them.
_RARE = ("refused", "elsewhere", "left")

# Up to so many lines of units, and if nobody is named below the table, it looks like
# the other papers (Nghị định 30/2020, Phụ lục I); more need the room.
_ROOMY = 12
_ROOMY_SIZE, _ROOMY_WIDTH = 12, 20

# Up to so many units: size of the table's type in points, millimetres of a column of
# figures, lines for a unit's name, people named below the table.
_STEPS = ((10, 11, 16, 2, 6), (24, 9, 14, 1, 6), (41, 7.5, 15, 1, 3))

_REASON_LETTERS = 70


class CdhtDecision(models.Model):
    """The cover note (phiếu trình): what the signatory sees before signing.

    Figures by unit, the signatory's own name, who was scored and appraised on one
    device; no other person is named here, the list itself stands in the decision.
    A supplementing decision tells of its own lists and people only, not of the year.
    """

    _inherit = "cdht.decision"
    _wordings = (
        Words(
            "cover",
            "cdht.decision",
            "_paper_cover_values",
            "cover_paper",
            {
                "người ký": lambda paper: paper["signatory"] or "…",
                "chức vụ": "post",
                "tờ trình": "petitions",
                "tên người ký trong danh sách": "own_names",
                "cần đối chiếu": lambda paper: (
                    "" if paper["certain"] else "(trùng họ tên, cần đối chiếu)"
                ),
                "đề nghị": lambda paper: paper["total"]["asked"],
                "công nhận": lambda paper: paper["total"]["here"],
                "so với năm trước": "against_last_year",
                "so với chỉ tiêu": "against_targets",
                "phạm vi": lambda paper: (
                    "chỉ tính người trong các danh sách của quyết định này"
                    if paper["supplements"]
                    else ""
                ),
                "số không được công nhận": lambda paper: (
                    paper["total"]["not_eligible"] + paper["total"]["refused"]
                ),
                "nguyên nhân": lambda paper: paper["unrecognised"]["causes"],
                "cùng một máy": "same_device",
            },
        ),
    )

    cover_html = fields.Html(
        string="Cover note", compute="_compute_cover_html", sanitize=False
    )

    @api.depends(
        "assessment_ids", "petition_ids", "kind", "signatory_id", "date",
        "issuing_unit_id", "state",
    )  # fmt: skip
    @api.depends_context("uid")
    def _compute_cover_html(self):
        of_office = self._of_own_office()
        (self - of_office).cover_html = False
        for decision in of_office:
            decision.cover_html = self.env["ir.qweb"]._render(
                "cdht_module.decision_cover", {"cover": decision._cover_values()}
            )

    def _of_own_office(self):
        """Those of bodies for which the reader acts: unlike the decision, the cover
        note is an internal paper of the office."""
        bodies = self.issuing_unit_id._in_reach("commune", "district")
        return self.filtered(lambda decision: decision.issuing_unit_id in bodies)

    def _cover_values(self):
        """What the cover note says, as plain values: {subject, body, signatory, date,
        year, labels, supplements, rows, total, own_names, certain, notes}; labels,
        rows and total by COLUMNS."""
        self.ensure_one()
        groups = self._cover_groups()
        # sudo: name: units are no secret; the people behind them are not read
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
            # sudo: compare: whether the signatory is linked to a citizen, not to whom
            "certain": bool(self.signatory_id.sudo().citizen_id),
            "same_device": self._cover_same_device(),
            "notes": self.env["cdht.authority"]._notes(units, self._cover_date()),
        }

    def _cover_same_device(self):
        """{number, names} of those here who were scored and appraised on one device;
        named as far as the reader has their dossiers."""
        # sudo: part: staff's mark, of a list that the reader has
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
        # sudo: figures: figures of a list that the reader has, by unit
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
        # sudo: figures: figures of the units' titles of the year before
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
        # sudo: figures: figures by unit of the body whose decision the reader has; a
        # campaign of elsewhere, typed into a request, gives none
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
        # sudo: part: for figures of papers that the reader has
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
        """The date on which it is looked up which body has the authority."""
        return self.date or clock.today()

    # -- The cover note (phiếu trình) on one page, for the leader to write on.

    def _paper_cover_values(self):
        """Return the figures by unit, who was not recognised and why, the signatory's
        own name, as plain values that fill one page whatever the number of units.

        Without superuser: people are named as far as the reader has their dossiers.
        """
        self.ensure_one()
        paper = self.sudo(False)
        cover = paper._cover_values()
        most = _STEPS[-1][0]
        rows = cover["rows"]
        if len(rows) > most:
            rows = [*rows[: most - 1], _merged_row(rows[most - 1 :])]
        size, width, lines, named = next(
            step[1:] for step in _STEPS if len(rows) <= step[0]
        )
        # All must fit on one page: people named here leave less room for those named
        # below the table; with very many units only the screen names them.
        same_device = _named_people(cover["same_device"], 3 if named > 3 else 0)
        if same_device:
            named //= 2
        shown = [name for name in COLUMNS if name not in _RARE or cover["total"][name]]
        unrecognised = paper._cover_unrecognised(named)
        a_line = (152 - _ROOMY_WIDTH * len(shown)) / (_ROOMY_SIZE * 0.165)
        needed = 2 * bool(cover["own_names"]) + 2 * bool(cover["notes"])
        needed += sum(1 + int(len(row["unit"]) / a_line) for row in rows)
        roomy = needed <= _ROOMY and not (same_device or unrecognised["people"])
        if roomy:
            size, width = _ROOMY_SIZE, _ROOMY_WIDTH
        # How many letters of a unit's name fit, so that long names need no second page.
        letters = int((157 - width * len(shown)) / (size * 0.165) * lines)
        head = self._head()
        return {
            **cover,
            "superior_lines": head["superior_lines"],
            "body_lines": head["body_lines"],
            "subject": title(cover["subject"]),
            "petitions": Markup("; ").join(
                whole(petition._paper_named()) for petition in self.petition_ids
            ),
            "place": self.place or "",
            "long_date": blank_date(clock.today().year),
            "is_draft": False,
            "page": "cover" if roomy else "full-cover",
            "size": f"{size}pt",
            "people_size": f"{min(size, 10.5)}pt" if lines > 1 else "9.5pt",
            "columns": [
                column("TT", 8, centre=True),
                column("Đơn vị"),
                *(column(cover["labels"][name], width, centre=True) for name in shown),
            ],
            "table": [
                [number, _short(row["unit"], letters), *(row[name] for name in shown)]
                for number, row in enumerate(rows, 1)
            ],
            "sums": [cover["total"][name] for name in shown],
            "own_names": "; ".join(_own_name(person) for person in cover["own_names"]),
            "unrecognised": unrecognised,
            "same_device": same_device,
            "against_last_year": paper._cover_against_last_year(cover["total"]),
            "against_targets": "; ".join(paper._cover_against_targets()),
            "notes": [note[:120] for note in cover["notes"][:1]],
        }

    def _cover_unrecognised(self, most):
        """{people: the first ``most`` whom the authority itself refused, each with the
        reason; others: how many more; causes: how many lacked what}."""
        dossiers = self.env["cdht.assessment"]
        if self.campaign_id:
            dossiers = dossiers.search(
                self._cover_domain()
                & Domain("state", "=", "rejected")
                & Domain("outcome", "in", ("refused", "not_eligible"))
            )
        refused = dossiers.filtered(lambda dossier: dossier.outcome == "refused")
        first = self.env["cdht.unit"]._in_paper_order(refused)[:most]
        reasons = self._refusal_reasons(first)
        return {
            "people": [
                f"{dossier.citizen_id.name}"
                + (f" ({dossier.birth_year})" if dossier.birth_year else "")
                + f", {_short(dossier.unit_id.name, 40)}: "
                + _short(reasons.get(dossier.id))
                for dossier in first
            ],
            "others": len(refused) - len(first),
            "causes": self._cover_causes(dossiers),
        }

    def _cover_causes(self, dossiers):
        """How many were not recognised for which cause, and the indicators of which
        most fell short: what the next year has to see to."""
        rule = self.campaign_id.set_id
        short = dossiers.filtered(lambda dossier: dossier.outcome == "not_eligible")
        by_total = short.filtered(lambda d: d.appraised_total < rule.pass_total)
        by_lowest = short.filtered(lambda d: d.min_score < rule.pass_min)
        total, least = rule.pass_total, rule.pass_min
        causes = (
            (len(by_total & by_lowest),
             f"có tổng điểm dưới {total} và có chỉ số dưới {least} điểm"),
            (len(by_total - by_lowest), f"chỉ có tổng điểm dưới {total}"),
            (len(by_lowest - by_total), f"chỉ có chỉ số dưới {least} điểm"),
            (len(dossiers - short), "cơ quan có thẩm quyền không công nhận"),
        )  # fmt: skip
        said = [f"{number} người {cause}" for number, cause in causes if number]
        if weak := self._cover_weak_indicators(by_lowest, least):
            said.append(f"chỉ số dưới {least} điểm nhiều nhất: {weak}")
        return "; ".join(said)

    def _cover_weak_indicators(self, dossiers, least):
        """“chỉ số 6 (120 người), chỉ số 2 (99 người)”: the three that most lack."""
        # sudo: figures: of dossiers that the reader has
        found = self.env["cdht.assessment.line"].sudo()._read_group(
            [("assessment_id", "in", dossiers.ids), ("appraised_score", "<", least)],
            ["indicator_id"],
            ["__count"],
        )  # fmt: skip
        ranked = sorted(found, key=lambda one: (-one[1], one[0].sequence))
        return ", ".join(
            f"chỉ số {indicator._number()} ({number} người)"
            for indicator, number in ranked[:3]
        )

    def _cover_against_last_year(self, total):
        """“tăng 38 người so với năm 2025 (300 người)”; nothing of a supplement, whose
        people are but some of the year's."""
        now, before = total["here"], total["last_year"]
        if self.kind == "supplement" or not before:
            return ""
        change = "bằng số người của"
        if now != before:
            way = "tăng" if now > before else "giảm"
            change = f"{way} {abs(now - before)} người so với"
        return f"{change} năm {self.year - 1} ({before} người)"

    def _cover_against_targets(self):
        """[what the people of this decision make of a target of the plan]; a wing
        knows them."""
        return []

    def _refusal_reasons(self, dossiers):
        """{dossier id: the reason given when it was refused}, the latest."""
        refused = dossiers.filtered(lambda dossier: dossier.outcome == "refused")
        # sudo: part: the reasons of dossiers that the reader has
        traces = self.env["cdht.trace"].sudo().search_fetch(
            [
                ("res_model", "=", "cdht.assessment"),
                ("res_id", "in", refused.ids),
                ("move", "=", "refuse"),
            ],
            ["res_id", "reason"],
            order="id",
        )  # fmt: skip
        return {trace.res_id: trace.reason for trace in traces}


def _merged_row(rows):
    """The last units of a very long table as one row."""
    return {
        "unit": f"Các đơn vị còn lại ({len(rows)} đơn vị)",
        **{name: sum(row[name] for row in rows) for name in COLUMNS},
    }


def _named_people(people, most):
    """“3 người: A (Thôn Một); B (Thôn Hai) và 1 người khác”, or nothing."""
    if not people["number"]:
        return ""
    names = "; ".join(_short(name, 50) for name in people["names"][:most])
    others = people["number"] - len(people["names"][:most])
    more = f" và {others} người khác" if names and others else ""
    return f"{people['number']} người" + (f": {names}{more}" if names else "")


def _own_name(person):
    born = f"sinh năm {person['birth_year']}, " if person["birth_year"] else ""
    return f"{person['name']} ({born}{person['unit']})"


def _short(text, letters=_REASON_LETTERS):
    text = " ".join((text or "").split()).rstrip(" .;")
    if len(text) <= letters:
        return text
    return text[: letters - 1].rsplit(" ", 1)[0] + "…"
