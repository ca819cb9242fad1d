from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from odoo.addons.cdht_module.tools.vietnamese_text import clean_lines, normalise

# What people write of their own dossier, and of its lines.
_OWN = {
    "labour_group_id",
    "in_learning_family",
    "in_learning_clan",
    "helped_by",
    "line_ids",
}
_OWN_IN_LINES = {"self_score", "evidence"}
LONGEST_EVIDENCE = 2000
_LONGEST_HELPER = 100


class CdhtAssessment(models.Model):
    """What people do themselves: save, submit in time, with a receipt."""

    _inherit = "cdht.assessment"

    submitted_on = fields.Datetime(copy=False)
    evidence_file_ids = fields.Many2many(
        "ir.attachment", string="Evidence files", compute="_compute_evidence_file_ids"
    )
    receipt_number = fields.Char(compute="_compute_receipt_number")
    helped_by = fields.Char(
        string="Entered with the help of",
        copy=False,
        size=_LONGEST_HELPER,
        help="Who typed for the person: name and how related.",
    )

    @api.depends("submitted_on", "year")
    def _compute_receipt_number(self):
        for dossier in self:
            dossier.receipt_number = (
                dossier.submitted_on and f"{dossier.year}-{dossier._origin.id:06}"
            )

    @api.depends("line_ids.attachment_ids")
    def _compute_evidence_file_ids(self):
        """All files of the dossier at a glance, named by their indicators."""
        for dossier in self:
            dossier.evidence_file_ids = dossier.line_ids.attachment_ids

    def action_save(self, values):
        """Save what people enter of their own dossier while it is registered.

        ``values``: as for ``write``, of ``_OWN`` only; lines are updated
        (``[(1, id, {"self_score": 8, "evidence": "…"})]``). The same values a
        second time change nothing. Refused after the deadline of self-assessment.
        """
        self._cdht_one()
        self._check_open("read")
        self._check_own()
        self._check_state("registered")
        self._check_self_deadline()
        vals, lines = self._own_values(dict(values))
        before = self.env["cdht.trace"]._texts_of(self, vals.keys())
        # sudo: own, registered, in time and of these fields only: checked above
        dossier = self.sudo()
        for line_id, line_vals in lines:
            line = dossier.line_ids.browse(line_id)
            changed = {n: v for n, v in line_vals.items() if (line[n] or False) != v}
            if changed:
                line.write(changed)
        if vals:
            dossier.write(vals)
        # The helper is somebody else: the trace says that there was one, not who.
        self.env["cdht.trace"]._record_changes(self, before, by_name={"helped_by"})

    def _own_values(self, values):
        """What may be written of ``values``, and of lines as [(id, values)]."""
        self._check_only(values, _OWN)
        lines = []
        for command in values.pop("line_ids", None) or ():
            if not self._is_own_update(command):
                raise AccessError(self.env._("A dossier keeps its ten lines."))
            _update, line_id, line_vals = command
            self._check_only(line_vals, _OWN_IN_LINES)
            lines.append((line_id, self._clean_line(dict(line_vals))))
        if "labour_group_id" in values:
            # sudo: their names stand on the programme's page
            groups = self.env["cdht.labour.group"].sudo().search(Domain.TRUE)
            if values["labour_group_id"] not in groups.ids:
                raise UserError(self.env._("Choose one of the groups."))
        if "helped_by" in values:
            values["helped_by"] = normalise(values["helped_by"])[:_LONGEST_HELPER]
        return values, lines

    def _is_own_update(self, command):
        return (
            isinstance(command, (list, tuple))
            and len(command) == 3
            and command[0] == Command.UPDATE
            and command[1] in self.line_ids.ids
            and isinstance(command[2], dict)
        )

    def _check_only(self, values, allowed):
        denied = sorted(set(values) - allowed)
        if denied:
            raise AccessError(
                self.env._(
                    "These fields change through the buttons only: %s.",
                    ", ".join(denied),
                )
            )

    def _clean_line(self, vals):
        if "evidence" in vals:
            vals["evidence"] = clean_lines(vals["evidence"])
            if len(vals["evidence"] or "") > LONGEST_EVIDENCE:
                raise UserError(
                    self.env._(
                        "The evidence is too long: at most %s characters. Shorten it.",
                        LONGEST_EVIDENCE,
                    )
                )
        return vals

    def _check_own(self):
        if not self.env.su and self - self._own_dossiers(self):
            raise AccessError(
                self.env._(
                    "This page is for one's own dossier only; officers enter scores in"
                    " the dossier's form."
                )
            )

    def _check_self_deadline(self):
        for campaign in self.campaign_id:
            if campaign._is_over("self_deadline"):
                raise UserError(
                    self.env._(
                        "Self-assessment ended on %s. The chapter still takes your"
                        " paper form.",
                        campaign.self_deadline.strftime("%d/%m/%Y"),
                    )
                )

    def _by_person_alone(self):
        """Those of own dossiers that their person handles with no officer's role."""
        return self.filtered(
            lambda dossier: not dossier.unit_id._in_reach("chapter", "commune")
        )

    def _submit_by_person(self, helped_by=""):
        """Submit in time; done already, it stays as it is (a second click)."""
        self.ensure_one()
        if self.state == "self_assessed":
            return
        self.action_save({"helped_by": helped_by})
        self.action_submit()
