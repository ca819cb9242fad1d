from odoo import models
from odoo.fields import Domain

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import blank_date, title, whole

from .cdht_decision_cover import COLUMNS

# Left out where no unit has a figure in them.
_RARE = ("refused", "elsewhere", "left")
# Up to so many units: size of the table's type in points, millimetres of a column of
# figures, lines for a unit's name, people named below the table.
_STEPS = ((10, 11, 16, 2, 6), (24, 9, 14, 1, 6), (41, 7.5, 15, 1, 3))
_REASON_LETTERS = 70


class CdhtDecision(models.Model):
    """The cover note (phiếu trình) on one page, for the leader to write on."""

    _inherit = "cdht.decision"

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
            rows = [*rows[: most - 1], _together(rows[most - 1 :])]
        size, width, lines, named = next(
            step[1:] for step in _STEPS if len(rows) <= step[0]
        )
        # The page is one: who is named for the one leaves less room for the other; with
        # very many units the screen alone names them.
        same_device = _together_named(cover["same_device"], 3 if named > 3 else 0)
        if same_device:
            named //= 2
        shown = [name for name in COLUMNS if name not in _RARE or cover["total"][name]]
        # What so many lines hold: the page is one whatever the units are called.
        letters = int((157 - width * len(shown)) / (size * 0.165) * lines)
        head = self._head()
        return {
            **cover,
            "superior_lines": head["superior_lines"],
            "body_lines": head["body_lines"],
            "subject": title(cover["subject"]),
            "petitions": [
                whole(petition._paper_named()) for petition in self.petition_ids
            ],
            "place": self.place or "",
            "long_date": blank_date(self.env["cdht.campaign"]._today().year),
            "is_draft": False,
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
            "own_names": [_own_name(person) for person in cover["own_names"]],
            "unrecognised": paper._cover_unrecognised(named),
            "same_device": same_device,
            "notes": [note[:120] for note in cover["notes"][:1]],
        }

    def _cover_unrecognised(self, most):
        """{people: the first ``most`` who were not recognised, each with the reason;
        others: how many more; causes: how many lacked what}."""
        dossiers = self.env["cdht.assessment"]
        if self.campaign_id:
            dossiers = dossiers.search(
                self._cover_domain()
                & Domain("state", "=", "rejected")
                & Domain("outcome", "in", ("refused", "not_eligible"))
            )
        # Those that the authority itself refused come first.
        ordered = self.env["cdht.unit"]._in_paper_order(dossiers)
        ordered = ordered.sorted(lambda dossier: dossier.outcome != "refused")
        first = ordered[:most]
        reasons = self._refusal_reasons(first)
        return {
            "people": [
                f"{dossier.citizen_id.name}"
                + (f" ({dossier.birth_year})" if dossier.birth_year else "")
                + f", {_short(dossier.unit_id.name, 40)}: "
                + _short(reasons.get(dossier.id) or _shortfall(dossier))
                for dossier in first
            ],
            "others": len(ordered) - len(first),
            "causes": self._cover_causes(ordered),
        }

    def _cover_causes(self, dossiers):
        """How many of the dossiers that were not eligible fell short of what."""
        rule = self.campaign_id.set_id
        short = dossiers.filtered(lambda dossier: dossier.outcome == "not_eligible")
        if not short:
            return ""
        total = sum(dossier.appraised_total < rule.pass_total for dossier in short)
        lowest = sum(dossier.min_score < rule.pass_min for dossier in short)
        return (
            f"trong {len(short)} người không đạt, {total} người có tổng điểm dưới"
            f" {rule.pass_total}, {lowest} người có chỉ số dưới {rule.pass_min} điểm"
        )

    def _refusal_reasons(self, dossiers):
        """{dossier id: the reason given when it was refused}, the latest."""
        refused = dossiers.filtered(lambda dossier: dossier.outcome == "refused")
        # sudo: the reasons of dossiers that the reader has
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


def _together(rows):
    """The last units of a very long table as one row."""
    return {
        "unit": f"Các đơn vị còn lại ({len(rows)} đơn vị)",
        **{name: sum(row[name] for row in rows) for name in COLUMNS},
    }


def _together_named(people, most):
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


def _shortfall(dossier):
    return f"tổng {dossier.appraised_total} điểm, chỉ số thấp nhất {dossier.min_score}"


def _short(text, letters=_REASON_LETTERS):
    text = " ".join((text or "").split()).rstrip(" .;")
    if len(text) <= letters:
        return text
    return text[: letters - 1].rsplit(" ", 1)[0] + "…"
