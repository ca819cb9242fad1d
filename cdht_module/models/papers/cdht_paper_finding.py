from textwrap import shorten

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools.move import Move

_lt = LazyTranslate(__name__)

# So many of the points that hold a paper are told, each in so many letters; all stand
# in the tab.
_TOLD, _LETTERS = 3, 110


class CdhtPaperFinding(models.Model):
    """What “Soát thể thức” found in a paper. An office may let an error stand, with a
    reason; what was doubtful is confirmed here too."""

    _name = "cdht.paper.finding"
    _description = "Finding in a paper"
    _inherit = ["cdht.beside"]
    _order = "severity, id"
    _rec_name = "text"
    _beside = "cdht.checked"
    _moves = (
        Move("allow_finding", "action_allow",
             who="authority", label=_lt("Let stand"), reason=True),
        Move("confirm_doubt", "action_confirm_doubt",
             who="authority, manager", label=_lt("Confirmed"), reason=True),
    )  # fmt: skip

    code = fields.Char(string="Check", required=True)
    about = fields.Char()
    severity = fields.Selection(
        [("error", "Error"), ("warning", "Warning")], required=True
    )
    text = fields.Char(string="What was found", required=True)
    source = fields.Char(string="By which clause or paper")
    place = fields.Char(string="Field of the place", export_string_translation=False)
    place_name = fields.Char(string="Where to mend it", compute="_compute_place_name")
    doubt_model = fields.Char(export_string_translation=False)
    doubt_id = fields.Many2oneReference(
        model_field="doubt_model", export_string_translation=False
    )
    may_confirm = fields.Boolean(
        compute="_compute_who_confirms", export_string_translation=False
    )
    who_confirms = fields.Char(
        string="Who confirms it",
        compute="_compute_who_confirms",
        help="Who let it stand, else whose work it is where it is not the reader's.",
    )
    is_allowed = fields.Boolean(string="Let stand")
    reason = fields.Text()
    allowed_by_id = fields.Many2one("res.users", string="By", ondelete="restrict")
    allowed_on = fields.Datetime(string="On")

    @api.depends("text", "place_name")
    def _compute_display_name(self):
        for finding in self:
            place = f" ({finding.place_name})" if finding.place_name else ""
            finding.display_name = f"{finding.text}{place}"

    @api.depends("place", "doubt_model", "source")
    def _compute_place_name(self):
        """The label of the field, of the sentences, or of what is doubtful; else the
        paper that disagrees."""
        for finding in self:
            field = self.env[finding.res_model]._fields.get(finding.place)
            if finding.doubt_model:
                kind = self.env["ir.model"]._get(finding.doubt_model).name
                finding.place_name = f"{kind}: {finding.source}"
            elif field:
                finding.place_name = field._description_string(self.env)
            else:
                words = finding.place == "words"
                finding.place_name = (
                    self.env._("The paper's own wording") if words else finding.source
                )

    @api.depends("doubt_model", "doubt_id", "is_allowed", "allowed_by_id")
    @api.depends_context("uid")
    def _compute_who_confirms(self):
        """What is doubtful is confirmed by who may write it."""
        for finding in self:
            finding.may_confirm = False
            finding.who_confirms = (
                finding.allowed_by_id.name if finding.is_allowed else False
            )
        Access = self.env["ir.model.access"]
        for model, found in self.filtered("doubt_model").grouped("doubt_model").items():
            doubtful = self.env[model].browse(found.mapped("doubt_id")).exists()
            own = set(doubtful._filtered_access("write").ids)
            roles = Access._roles_with_access(model, "write")
            for finding in found:
                finding.may_confirm = finding.doubt_id in own
                if not (finding.is_allowed or finding.may_confirm):
                    finding.who_confirms = roles

    def action_open_place(self):
        """Open what is mended outside of the paper's own form: its sentences, or what
        is doubtful."""
        self._cdht_one()
        papers = self._papers()
        papers.check_access("read")
        if self.doubt_model:
            doubtful = self.env[self.doubt_model].browse(self.doubt_id).exists()
            if not doubtful:
                raise UserError(
                    self.env._("It is not there any more: press “Soát thể thức” again.")
                )
            return doubtful._cdht_action_form()
        if self.place != "words":
            raise UserError(
                self.env._("It is mended on the paper itself: %s.", self.place_name)
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_paper_words"
        )
        context = {
            "dialog_size": "extra-large",
            "active_model": papers._name,
            "active_id": papers.id,
        }
        return {**action, "context": context}

    def _holding(self):
        """Those with which a paper does not go out."""
        return self.filtered(lambda one: one.severity == "error" and not one.is_allowed)

    def _to_confirm(self):
        """Those that the reader may confirm."""
        return self._holding().filtered("may_confirm")

    def _held_text(self):
        """How many points hold the paper, the first of them with their place, and what
        to press."""
        # Said once, whatever the number of sources.
        points = [*self.sorted().grouped("text").values()]
        lines = [f"– {one[0]._told_with_place()}" for one in points[:_TOLD]]
        if more := len(points) - len(lines):
            lines.append(self.env._("– and %s more", more))
        ways = [self.env._("Mend it, or let it stand with a reason.")]
        confirmable = sum(any(one.mapped("may_confirm")) for one in points)
        if confirmable:
            ways.insert(
                0,
                self.env._(
                    "“Confirm the remaining points” takes %s of them with one reason.",
                    confirmable,
                ),
            )
            if confirmable == len(points):
                ways.pop()
        return "\n".join(
            [
                self.env._(
                    "“Soát thể thức” holds this paper at %s points:", len(points)
                ),
                *lines,
                self.env._("All stand in the tab “Soát thể thức”. %s", " ".join(ways)),
            ]
        )

    def _told_with_place(self):
        return f"{_shortened(self.text)} ({_shortened(self.place_name or '')})"

    @api.model
    def _renew(self, papers, found):
        """The findings of ``papers`` are those ``found``, [(paper, finding)]; what was
        let stand and is found again stands."""
        before = self._of(papers)
        # Of two that were kept at the same moment, the one that was let stand counts.
        kept = {
            (one.res_id, one.code, one.about): one
            for one in before.sorted("is_allowed")
        }
        new, vals_list = {}, []
        for paper, finding in found:
            about = finding.about or finding.text
            key = paper.id, finding.code, about
            if key in new:
                continue
            new[key] = finding
            if key not in kept:
                vals_list.append(
                    {
                        "res_model": paper._name,
                        "res_id": paper.id,
                        "code": finding.code,
                        "about": about,
                        "severity": finding.severity,
                        "text": finding.text,
                        "source": finding.source,
                        "place": finding.place,
                        "doubt_model": finding.doubt is not None
                        and finding.doubt._name,
                        "doubt_id": finding.doubt is not None and finding.doubt.id,
                    }
                )
        found_again = self.union(*(kept[key] for key in kept.keys() & new.keys()))
        (before - found_again).unlink()
        # sudo: move: nobody writes findings; they say what a check of papers found
        self.sudo().create(vals_list)
        return self._of(papers)

    def _papers(self):
        """The papers in which they were found, of one kind."""
        if len(set(self.mapped("res_model"))) != 1:
            raise UserError(self.env._("Choose findings of one paper."))
        return self.env[self[0].res_model].browse(self.mapped("res_id"))

    def action_allow(self, reason):
        """The office insists on it; the paper is issued with it."""
        reason = self._check_reason(reason)
        papers = self._papers()
        papers._check_issuing_officer("commune", "district")
        # sudo: move: the officer of the body, checked above, says why
        self.sudo().write(
            {
                "is_allowed": True,
                "reason": reason,
                "allowed_by_id": self.env.uid,
                "allowed_on": fields.Datetime.now(),
            }
        )
        for paper in papers:
            own = self.filtered(lambda one, paper=paper: one.res_id == paper.id)
            self.env["cdht.trace"]._record(
                paper, "allow_finding", value_to="; ".join(own.mapped("text")),
                reason=reason,
            )  # fmt: skip

    def action_confirm_doubt(self, reason):
        """What was doubtful is confirmed where it stands, for all papers with it."""
        papers = self._papers()
        for model, findings in self.grouped("doubt_model").items():
            if not model:
                raise UserError(self.env._("There is nothing to confirm."))
            doubtful = self.env[model].browse(findings.mapped("doubt_id")).exists()
            doubtful.action_confirm_doubt(reason)
        papers._renew_findings()


def _shortened(text):
    return shorten(text, _LETTERS, placeholder="…")
