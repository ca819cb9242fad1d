from odoo import api, fields, models

_BY_SCORES = ("_compute_scores", "_compute_grade", "_compute_is_fifth_year")


class CdhtAssessment(models.Model):
    """Dossiers of a whole list, with their scores, entered at once."""

    _inherit = "cdht.assessment"

    @api.model
    def _enter_submitted(self, campaign, vals_list, scores):
        """New dossiers, scored and submitted by an officer: what ``create`` and
        ``action_submit`` make of them.

        ``scores``: of each, for each indicator, its two scores within the set's bounds
        and the reason where they differ.
        """
        indicators, now = campaign.set_id.indicator_ids, fields.Datetime.now()
        lines = [
            [
                (indicator, *given)
                for indicator, given in zip(indicators, of_one, strict=True)
            ]
            for of_one in scores
        ]
        # sudo: move: who registers and submits is checked below, when there are
        # dossiers; nobody creates lines by hand
        entered = self.sudo()
        results = campaign.set_id._results_of(lines)
        standing = self._standing_in("self_assessed", "registered")
        dossiers = entered._insert(
            [
                {**vals, **result, **standing, "submitted_on": now}
                for vals, result in zip(
                    entered._complete_registration(vals_list), results, strict=True
                )
            ]
        )
        # What follows from lines is known already: they change nothing in it.
        known = [
            field for field in self._fields.values() if field.compute in _BY_SCORES
        ]
        with self.env.protecting(known, dossiers):
            entered.env["cdht.assessment.line"]._insert_scored(dossiers, lines)
        dossiers._validate_fields(dossiers._fields)
        dossiers = dossiers.with_env(self.env)
        own = dossiers._check_who_submits()
        dossiers._check_all_scored()
        dossiers._trace_registered()
        receipts = dossiers._receipts(
            now, [[(line[0].id, line[1]) for line in of_one] for of_one in lines]
        )
        self.env["cdht.trace"]._record(
            dossiers,
            "submit",
            [
                {"reason": receipt, "on_behalf_of": dossier not in own and "citizen"}
                for dossier, receipt in zip(dossiers, receipts, strict=True)
            ],
            value_from="registered",
            value_to="self_assessed",
        )
        return dossiers
