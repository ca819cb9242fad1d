from odoo import models

from odoo.addons.cdht_module.report.privacy.personal_data_xlsx import shown

_ENTRIES = (
    ("Năm", 8), ("Nộp lúc", 18), ("Số biên nhận", 16), ("Người nhập giúp", 30),
)  # fmt: skip
_SLIPS = (("Ngày cấp phiếu mời", 18), ("Tên đăng nhập", 24), ("Tình trạng", 24))


class PersonalDataXlsx(models.AbstractModel):
    """What a person entered themselves, and the slips that they were given."""

    _inherit = "report.cdht_module.personal_data"

    def _further_sheets(self, person):
        return [
            *super()._further_sheets(person),
            ("Tự nhập", _ENTRIES, self._entry_rows(person.assessment_ids)),
            ("Phiếu mời", _SLIPS, self._slip_rows(person)),
        ]

    def _entry_rows(self, dossiers):
        return [
            (
                dossier.year,
                dossier._submitted_text(),
                dossier.receipt_number,
                dossier.helped_by,
            )
            for dossier in dossiers
            if dossier.submitted_on
        ]

    def _slip_rows(self, person):
        slips = person.env["cdht.invitation"].search([("citizen_id", "=", person.id)])
        return [
            (slip.create_date.date(), slip.login, shown(slip, "state"))
            for slip in slips
        ]
