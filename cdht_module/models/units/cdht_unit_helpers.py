from odoo import models
from odoo.exceptions import AccessError

# A helper's mark on `res.users`, by what the helper is called here.
MARKS = {
    "clerk": "cdht_is_clerk",
    "signer": "cdht_is_signer",
    "accountant": "cdht_is_accountant",
}


class CdhtUnit(models.Model):
    """Helpers of a unit: marks on its officers (văn thư, người ký, kế toán)."""

    _inherit = "cdht.unit"

    def _helpers(self, mark):
        """The officers of these very units with that mark (``clerk`` …)."""
        # sudo: who helps in a unit is asked by its own moves, whoever calls them
        return self.sudo().user_ids.filtered(MARKS[mark]).sudo(False)

    def _check_helper(self, mark):
        """Where a unit has such a helper, only they do it; else its officers do."""
        if self.env.su:
            return
        for unit in self:
            helpers = unit._helpers(mark)
            if helpers and self.env.user not in helpers:
                raise AccessError(unit._helper_message(mark, helpers))

    def _helper_message(self, mark, helpers):
        # sudo: names of colleagues, so that one can ask them
        names = ", ".join(helpers.sudo().mapped("name"))
        texts = {
            "clerk": self.env._(
                "Numbers and signed copies of %(body)s are entered by its clerk:"
                " %(names)s.",
                body=self.body_name,
                names=names,
            ),
            "signer": self.env._(
                "Papers of %(body)s are approved by who signs: %(names)s.",
                body=self.body_name,
                names=names,
            ),
            "accountant": self.env._(
                "Estimates and pay lists of %(body)s are made by its accountant:"
                " %(names)s.",
                body=self.body_name,
                names=names,
            ),
        }
        return texts[mark]
