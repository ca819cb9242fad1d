from odoo import models

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.wording import Words

from .cdht_assessment_line import lacks_reason
from .cdht_assessment_paper import RULE_FIELDS

# Somebody with at most so many points too few is close to passing (75–79 of 80).
CLOSE_TO_PASSING_POINTS = 5


class CdhtIndicatorSet(models.Model):
    """What a set makes of scores; its guide, as the office words it."""

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

    def _results_of(self, dossiers):
        """Yield what follows from the scores of each of ``dossiers``, as the stored
        fields that tell it; no other code does.

        A dossier is its lines, each (indicator, own score, appraised score, reason).
        """
        digital = set(self.indicator_ids.filtered("is_digital_skill"))
        for lines in dossiers:
            own = [line[1] for line in lines]
            appraised = [line[2] for line in lines]
            total, lowest, eligible = self._judge(appraised) if self else (0, 0, False)
            appraised_complete = self._are_complete(appraised)
            # By the thresholds of the set, not by its least score, which everyone who
            # is recognised has (QĐ 677: “kỹ năng số”, “thành thạo”; 7 and 9 to be
            # confirmed).
            skill = min((line[2] for line in lines if line[0] in digital), default=0)
            yield {
                "self_total": sum(own),
                "self_complete": self._are_complete(own),
                "appraised_total": total,
                "appraised_complete": appraised_complete,
                "min_score": lowest,
                "eligible": eligible,
                "needs_reason": any(lacks_reason(*line[1:]) for line in lines),
                "has_digital_skill": bool(skill) and skill >= self.digital_min,
                "is_digitally_fluent": bool(skill) and skill >= self.fluent_min,
                "is_near": self._is_near(appraised if appraised_complete else own),
            }

    def _are_complete(self, scores):
        return bool(scores) and min(scores) >= self.score_min

    def _is_near(self, scores):
        """At most five points short, or one indicator one point below the least."""
        low = [score for score in scores if score < self.pass_min]
        short = self.pass_total - sum(scores)
        return (
            self._are_complete(scores)
            and short <= CLOSE_TO_PASSING_POINTS
            and (short > 0 if not low else low == [self.pass_min - 1])
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
