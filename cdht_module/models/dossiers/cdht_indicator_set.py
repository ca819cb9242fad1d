from odoo import models

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.wording import Words

from .cdht_assessment_paper import RULE_FIELDS


class CdhtIndicatorSet(models.Model):
    """The scoring guide, in the words of the office that prints it."""

    _name = "cdht.indicator.set"
    _inherit = ["cdht.indicator.set", "cdht.worded"]
    _wordings = (
        Words(
            "guide",
            "cdht.indicator.set",
            "_guide_values",
            "guide_paper",
            {
                **RULE_FIELDS,
                "số năm liền": lambda paper: paper["rule"]["outstanding_years"],
                "mã nhóm": "code",
                "tên nhóm": "name",
            },
        ),
    )

    def _asked_words(self, words, _values):
        return words.paper, None, self.env.user.cdht_unit_ids[:1], clock.today()

    def _worded_for(self, _offices):
        return []

    def _with_sentences(self, method, values):
        """For each group of people by itself."""
        words = self._words(method)
        if not words:
            return values
        rows = values.get("words") or self._words_now(words, values)
        groups = [
            {**group, **words.composed(rows, {**values, **group})}
            for group in values["groups"]
        ]
        return {**values, "groups": groups}
