from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools.move import Move

_lt = LazyTranslate(__name__)


class CdhtDoubtful(models.AbstractModel):
    """What no published text settles yet: it is used, and marked as doubtful on screen
    and on drafts, until somebody says by whom and from which document it is confirmed.

    Papers that use it are not issued before (``cdht.checked``).
    """

    _name = "cdht.doubtful"
    _description = "What is to be confirmed"
    _inherit = ["cdht.guarded"]
    _moves = (
        Move("confirm_doubt", "action_confirm_doubt",
             who="commune, manager", label=_lt("Confirmed"), reason=True),
    )  # fmt: skip

    to_confirm = fields.Char(
        string="To be confirmed",
        help="What no published text settles yet; shown where it is used.",
    )

    def write(self, vals):
        if not self.env.su and "to_confirm" in vals and not vals["to_confirm"]:
            self._check_no_doubt()
        return super().write(vals)

    def _check_no_doubt(self):
        """A doubt is not wiped out: it is confirmed."""
        if any(self.mapped("to_confirm")):
            raise UserError(
                self.env._(
                    "Press “Confirmed” and say by whom and from which document; the"
                    " note goes away by itself."
                )
            )

    def action_confirm_doubt(self, reason):
        """Nothing is doubtful any more; ``reason`` says by whom it was confirmed, and
        from which document."""
        reason = self._check_reason(reason)
        self.check_access("write")
        doubtful = self.filtered("to_confirm")
        settings = self.env.registry["cdht.traced.setting"]
        self.env["cdht.trace"]._record(
            doubtful,
            "confirm_doubt",
            [{"value_from": record.to_confirm} for record in doubtful],
            reason=reason,
            is_setting=isinstance(self, settings),
        )
        # sudo: move: the field is emptied by this method alone; who may write, was
        # asked
        doubtful.sudo().write({"to_confirm": False})
        doubtful._keep_from_upgrades()

    def _keep_from_upgrades(self):
        """What an office confirmed, no upgrade makes doubtful again."""
        # sudo: system: names of shipped records, which nobody else writes
        shipped = self.env["ir.model.data"].sudo()
        shipped.search(
            [("model", "=", self._name), ("res_id", "in", self.ids)]
        ).noupdate = True

    def _trace_unit(self):
        """Whose officers read who confirmed it."""
        return self.env["cdht.unit"]
