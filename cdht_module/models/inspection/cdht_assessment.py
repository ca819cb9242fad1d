from collections import Counter

from odoo import models

from odoo.addons.cdht_module.tools.paper_text import percent

# From so many dossiers on, equal scores are reported.
_MANY = 3
_FEW = 5


class CdhtAssessment(models.Model):
    """Signs of hasty scoring among the dossiers of one unit."""

    _inherit = "cdht.assessment"

    def _scoring_hints(self):
        """([what strikes in all of them], {id of a dossier: what strikes in it}).

        The appraised scores count, before them the person's own.
        """
        self.line_ids.fetch(["self_score", "appraised_score", "sequence"])
        scores = {dossier: dossier._ten_scores() for dossier in self}
        often = Counter(scores.values())
        rule = self.campaign_id.set_id[:1]
        texts, hints = [], {}
        for ten, number in often.most_common():
            if number < _MANY:
                break
            listed = ", ".join(map(str, ten))
            texts.append(
                self.env._(
                    "%(number)s dossiers have the same ten scores: %(scores)s.",
                    number=number,
                    scores=listed,
                )
            )
        exactly = [
            dossier for dossier in self if sum(scores[dossier]) == rule.pass_total
        ]
        if len(exactly) >= _MANY:
            texts.append(
                self.env._(
                    "%(number)s of %(all)s totals (%(share)s) are exactly %(total)s.",
                    number=len(exactly),
                    all=len(self),
                    share=percent(len(exactly), len(self)),
                    total=rule.pass_total,
                )
            )
        judged = self.filtered("grade")
        if len(judged) >= _FEW and all(d.grade != "failed" for d in judged):
            texts.append(self.env._("All %s who were appraised passed.", len(judged)))
        # sudo: part: staff's mark; only who inspects gets the hints
        marked = self.sudo().filtered("same_device").sudo(False)
        if marked:
            texts.append(
                self.env._(
                    "%s dossiers were scored and appraised on the same device.",
                    len(marked),
                )
            )
        for dossier in self:
            notes = []
            if dossier in marked:
                notes.append(self.env._("scored and appraised on the same device"))
            if often[scores[dossier]] >= _MANY:
                notes.append(self.env._("the same ten scores as others"))
            if len(set(scores[dossier])) == 1:
                notes.append(self.env._("one score for all ten"))
            if dossier in exactly:
                notes.append(self.env._("exactly %s points", rule.pass_total))
            if notes:
                hints[dossier.id] = "; ".join(notes)
        return texts, hints

    def _ten_scores(self):
        name = "appraised_score" if self.appraised_complete else "self_score"
        return tuple(self.line_ids.sorted("sequence").mapped(name))
