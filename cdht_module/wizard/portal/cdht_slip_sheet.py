import base64
from datetime import timedelta
from urllib.parse import urlencode

from odoo import api, fields, models

from odoo.addons.cdht_module.models.papers.cdht_verified import draw_code
from odoo.addons.cdht_module.models.portal.cdht_invitation import PAGE
from odoo.addons.cdht_module.models.portal.cdht_slip import DAYS
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.wizard.papers.cdht_public_address import address_here


class CdhtSlipSheet(models.TransientModel):
    """The printed slips, for whoever made them, to be taken away at once.

    The codes stand in the PDF only; it goes with this record.
    """

    _name = "cdht.slip.sheet"
    _description = "Printed slips"
    _inherit = ["cdht.record"]
    _transient_max_hours = 1

    pdf = fields.Binary(string="Slips to print", readonly=True)
    filename = fields.Char(readonly=True)
    names = fields.Text(string="For", readonly=True)
    has_address = fields.Boolean(readonly=True, export_string_translation=False)

    @api.model
    def _action_for(self, users, codes):
        """Print the codes of these officers; return the screen with the file."""
        return self._action_show(
            "cdht_module.slip_paper",
            {"slips": self._slips(users, codes), "address": self._address("/phieu")},
            "phieu-mat-khau.pdf",
            [f"{user.name} ({user.login})" for user in users],
        )

    @api.model
    def _action_for_people(self, people, slips, left_out):
        """Print invitations; ``slips``: [(login, code)] in the order of ``people``."""
        names = [
            f"{person.name} ({login})"
            for person, (login, _code) in zip(people, slips, strict=True)
        ]
        if left_out:
            others = ", ".join(left_out.mapped("name"))
            note = self.env._(
                "Left out (account or good slip already, moved): %s", others
            )
            names = [note, "", *names]
        return self._action_show(
            "cdht_module.invitation_paper",
            {"slips": self._invitations(people, slips), "address": self._address("")},
            "phieu-moi.pdf",
            names,
        )

    def _action_show(self, template, values, filename, names):
        Report = self.env["ir.actions.report"]
        html = self.env["ir.qweb"]._render(template, values)
        # sudo: move: only moves make sheets; they are their maker's to read and to
        # delete
        sheet = self.sudo().create(
            {
                "pdf": base64.b64encode(Report._cdht_html_to_pdf(str(html))),
                "filename": filename,
                "names": "\n".join(names),
                "has_address": bool(self._known_address()),
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

    def _invitations(self, people, slips):
        address = self.env["cdht.verified"]._verify_address()
        last = clock.today() + timedelta(days=DAYS)
        # Printed unit by unit, as they are handed out.
        return [
            {
                "name": person.name,
                "birth_year": person.birth_year or "",
                "unit": person.unit_id.name,
                "login": login,
                "code": "-".join((code[:4], code[4:8], code[8:])),
                "mark": address and draw_code(f"{address}{PAGE}#{code}"),
                "last": last.strftime("%d/%m/%Y"),
            }
            for person, (login, code) in zip(people, slips, strict=True)
        ]

    def _slips(self, users, codes):
        last = clock.today() + timedelta(days=DAYS)
        page = f"{self._known_address()}/cdht/phieu?"
        installed = dict(self.env["res.lang"].get_installed())
        lang = "vi_VN" if "vi_VN" in installed else self.env.lang
        # sudo: part: units and roles of the officers, for their own slips; in
        # Vietnamese, as all papers
        readers = users.sudo().with_context(lang=lang)
        return [
            {
                "name": user.name,
                "units": ", ".join(user.cdht_unit_ids.mapped("name")),
                "role": user.cdht_role_names,
                "login": user.login,
                "code": f"{code[:5]}-{code[5:]}",
                "mark": page[0] != "/"
                and draw_code(page + urlencode({"login": user.login})),
                "last": last.strftime("%d/%m/%Y"),
            }
            for user, code in zip(readers, codes, strict=True)
        ]

    @api.model
    def _known_address(self):
        """The public one; not set: where the officer works."""
        return self.env["cdht.verified"]._verify_address() or address_here()

    def _address(self, page):
        """The same on a slip, or a blank to be filled in by hand."""
        return f"{self._known_address() or '…' * 12}/cdht{page}"

    def action_done(self):
        """Printed: the file is deleted."""
        self.unlink()
        return {"type": "ir.actions.act_window_close"}
