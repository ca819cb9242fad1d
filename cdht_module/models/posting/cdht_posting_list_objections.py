from odoo import fields, models


class CdhtPostingList(models.Model):
    """What the minutes of the end say of the objections to one list."""

    _inherit = "cdht.posting.list"

    objection_ids = fields.One2many("cdht.objection", "posting_list_id")

    def _objection_lines(self):
        """How many were received, then each with its outcome; nobody who objected."""
        # sudo: the minutes name nobody who objected
        objections = self.sudo().objection_ids.sorted("id")
        if not objections:
            return []
        upheld, dismissed = (
            len(objections.filtered(lambda one, state=state: one.state == state))
            for state in ("upheld", "dismissed")
        )
        count = (
            f"Đã nhận {len(objections)} ý kiến: tiếp thu {upheld},"
            f" không tiếp thu {dismissed}"
        )
        waiting = len(objections) - upheld - dismissed
        if waiting:
            count += f", chưa trả lời {waiting}"
        return [count, *(one._minutes_line() for one in objections)]
