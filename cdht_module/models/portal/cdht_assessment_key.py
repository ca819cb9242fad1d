from odoo import api, fields, models
from odoo.exceptions import UserError


class CdhtAssessment(models.Model):
    """Forms with a code, by which people enter their scores on a phone."""

    _inherit = "cdht.assessment"

    key_ids = fields.One2many(
        "cdht.form.key",
        "assessment_id",
        string="Codes of printed forms",
        groups="cdht_module.group_cdht_chapter,cdht_module.group_cdht_commune",
    )

    has_form_code = fields.Boolean(
        compute="_compute_has_form_code", string="Code that can be used"
    )

    @api.depends("key_ids.state")
    def _compute_has_form_code(self):
        having = self.env["cdht.form.key"]._open_of(self)
        for dossier in self:
            dossier.has_form_code = dossier in having

    def action_print_form_with_code(self):
        """Print these forms with codes that open them until the deadline.

        By the chapter or the commune's officer. A code that is open stays; locked or
        revoked ones get a new one.
        """
        self._check_open()
        self._check_officer()
        self._check_state("registered")
        self._check_self_deadline()
        if not self.env["cdht.verified"]._verify_address():
            raise UserError(
                self.env._(
                    "No public address is set, so a code would lead nowhere. A manager"
                    " enters it under Settings → Public address."
                )
            )
        # sudo: whether a year of birth is known, for the question asked with the code
        unknown = self.filtered(lambda d: not d.sudo().citizen_id.birth_year)
        if unknown:
            raise UserError(
                self.env._(
                    "The code asks for the date of birth, which is not known of: %s.",
                    unknown._names(),
                )
            )
        made = self.env["cdht.form.key"]._issue(self)
        self.env["cdht.trace"]._record(made.assessment_id, "form_key_made")
        return self.env.ref("cdht_module.report_cdht_assessment_form").report_action(
            self
        )

    def action_revoke_form_code(self):
        """The codes of these forms open nothing any more (form lost)."""
        self._check_open()
        self._check_officer()
        keys = self.env["cdht.form.key"]._open_of(self)
        if not keys:
            raise UserError(self.env._("None of these forms has a code that is open."))
        for key in keys.values():
            key.state = "revoked"
        dossiers = self.browse([dossier.id for dossier in keys])
        self.env["cdht.trace"]._record(dossiers, "form_key_revoked")
