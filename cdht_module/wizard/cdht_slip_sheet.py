import base64
from datetime import timedelta

from odoo import api, fields, models

from ..models.cdht_slip import DAYS


class CdhtSlipSheet(models.TransientModel):
    """The printed slips, for the officer who made them, to be taken away at once.

    The codes stand in the PDF only; it goes with this record.
    """

    _name = "cdht.slip.sheet"
    _description = "Printed slips"
    _transient_max_hours = 1

    pdf = fields.Binary(string="Slips to print", readonly=True)
    filename = fields.Char(readonly=True)
    names = fields.Text(string="For", readonly=True)

    @api.model
    def _action_for(self, users, codes):
        """Print the codes of these users; return the screen with the file."""
        Report = self.env["ir.actions.report"]
        html = self.env["ir.qweb"]._render(
            "cdht_module.slip_paper",
            {"slips": self._slips(users, codes), "address": self._address()},
        )
        # sudo: only moves make sheets; they are their maker's to read and to delete
        sheet = self.sudo().create(
            {
                "pdf": base64.b64encode(Report._cdht_html_to_pdf(str(html))),
                "filename": "phieu-mat-khau.pdf",
                "names": "\n".join(f"{user.name} ({user.login})" for user in users),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Slips to print"),
            "res_model": self._name,
            "res_id": sheet.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _slips(self, users, codes):
        last = self.env["cdht.slip"]._today() + timedelta(days=DAYS)
        installed = dict(self.env["res.lang"].get_installed())
        lang = "vi_VN" if "vi_VN" in installed else self.env.lang
        # sudo: units and roles of the officers, for their own slips; in Vietnamese,
        # as all papers
        readers = users.sudo().with_context(lang=lang)
        return [
            {
                "name": user.name,
                "units": ", ".join(user.cdht_unit_ids.mapped("name")),
                "role": user.cdht_role_names,
                "login": user.login,
                "code": f"{code[:5]}-{code[5:]}",
                "last": last.strftime("%d/%m/%Y"),
            }
            for user, code in zip(readers, codes, strict=True)
        ]

    def _address(self):
        # sudo: the public address is no secret
        parameters = self.env["ir.config_parameter"].sudo()
        # Not set: a blank to be filled in by hand with where the office's page is.
        address = parameters.get_param("cdht_module.public_url") or "…" * 12
        return address.rstrip("/") + "/cdht/phieu"

    def action_done(self):
        """Printed: the file is deleted."""
        self.unlink()
        return {"type": "ir.actions.act_window_close"}
