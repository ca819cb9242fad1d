from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.models.dossiers.cdht_assessment import APPRAISERS
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.move import Move

_lt = LazyTranslate(__name__)

# Whose result stands, as far as their unit can say.
_ASSESSED = ("appraised", "proposed", "recognised")


class CdhtAssessment(models.Model):
    """Which dossiers were entered on the national site (congdanhoctap.vn)."""

    _inherit = "cdht.assessment"
    _moves = (
        Move("site_entered", "action_site_entered", _ASSESSED,
             who="commune", label=_lt("Entered on congdanhoctap.vn")),
        Move("site_taken_off", "action_site_taken_off", _ASSESSED,
             who="commune", label=_lt("Not entered on congdanhoctap.vn after all")),
    )  # fmt: skip

    site_entered_on = fields.Date(
        string="Entered on congdanhoctap.vn",
        readonly=True,
        copy=False,
        groups=APPRAISERS,
        help="Who was entered does not come into the next file.",
    )

    def action_site_entered(self):
        """These were entered on the site: the next file has only the others."""
        self._note_on_site("site_entered", clock.today())

    def action_site_taken_off(self):
        """They were not entered after all: the next file has them again."""
        self._note_on_site("site_taken_off", False)

    def _note_on_site(self, move, day):
        self.check_access("read")
        if self.unit_id - self.unit_id._in_reach("commune"):
            raise AccessError(self._outside_reach())
        self._check_move(move)
        # sudo: move: role and reach were checked; a closed year is entered, too
        dossiers = self.sudo().filtered(
            lambda dossier: bool(dossier.site_entered_on) != bool(day)
        )
        self.env["cdht.trace"]._record(dossiers.with_env(self.env), move)
        dossiers.write({"site_entered_on": day})

    def _to_enter_on_site(self, campaign):
        """Those of a year with a result that the last files did not have, in the order
        of papers."""
        dossiers = self.search(
            [
                ("campaign_id", "=", campaign.id),
                ("state", "in", _ASSESSED),
                ("site_entered_on", "=", False),
            ]
        )
        return self.env["cdht.unit"]._in_paper_order(dossiers)
