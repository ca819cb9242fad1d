from odoo import models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.models.decisions.cdht_recognition_certificate import (
    NAME_SIZES,
)
from odoo.addons.cdht_module.tools.paper_text import in_sentence, long_date, whole


class CdhtCommendation(models.Model):
    """Giấy khen of one person or collective, by an issued decision."""

    _inherit = "cdht.commendation"

    def _certificate_values(self):
        self.ensure_one()
        decision = self.decision_id
        if decision.state != "issued":
            raise UserError(
                self.env._(
                    "Giấy khen are printed once the decision that commends is issued."
                )
            )
        head = decision._head()
        size = next(
            (size for length, size in NAME_SIZES if len(self.name) <= length), 15
        )
        who = [f"Sinh năm {self.birth_year}"] if self.birth_year else []
        if self.unit_id and self.kind == "person":
            units = (self.unit_id, decision.issuing_unit_id)
            who.append(", ".join(in_sentence(decision._unit_name(u)) for u in units))
        return {
            "given_by": ["CHỦ TỊCH", *head["body_lines"]],
            "is_person": self.kind == "person",
            "name": self.name,
            "name_size": size,
            "who": "; ".join(who),
            "achievement": whole(f"Đã {self.achievement}"),
            "decision": whole(decision._paper_named()),
            "number": self.number or "",
            "place": decision.place or "",
            "long_date": whole(long_date(decision.date)),
            "capacity_lines": head["own_capacity_lines"],
            "signatory": head["signatory"],
        }
