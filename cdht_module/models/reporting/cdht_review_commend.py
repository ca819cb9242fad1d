from odoo import api, models
from odoo.exceptions import UserError

_SUBJECT = (
    "Về việc khen thưởng tập thể, cá nhân tiêu biểu trong xây dựng mô hình “Công dân"
    " học tập” giai đoạn %s-%s"
)


class CdhtReview(models.Model):
    """From the review to its commendation list and the decision."""

    _inherit = "cdht.review"

    def action_propose_people(self):
        """List everybody who is outstanding in the last year; the first ones, by
        titles and points, are chosen as far as the quota goes."""
        self._check_issuing_officer()
        for review in self:
            # sudo: the people of the area that the body reviews; the officer is checked
            titles = self.env["cdht.recognition"].sudo().search(
                [
                    ("unit_id", "child_of", review.area_id.ids),
                    ("year", "=", review.year_to),
                    ("is_outstanding", "=", True),
                    ("state", "!=", "revoked"),
                ]
            )  # fmt: skip
            known = review.commendation_ids.sudo().recognition_id
            if not titles and not known:
                raise UserError(
                    self.env._(
                        "Nobody holds the title for five years running in %s.",
                        review.year_to,
                    )
                )
            review._add_people(titles - known)
            review._choose_first()

    def _add_people(self, titles):
        held = dict(
            titles._read_group(
                [
                    ("citizen_id", "in", titles.citizen_id.ids),
                    ("year", "in", self._years()),
                    ("state", "!=", "revoked"),
                ],
                ["citizen_id"],
                ["__count"],
            )
        )
        ranked = titles.sorted(
            lambda title: (
                -held[title.citizen_id],
                -title.assessment_id.appraised_total,
                title.sort_name or "",
                title.id,
            )
        )
        first = self.year_to - titles._needed_years(self.year_to) + 1
        # sudo: people are listed by the move, by their titles
        self.env["cdht.commendation"].sudo().create(
            [
                {
                    "review_id": self.id,
                    "kind": "person",
                    "recognition_id": title.id,
                    "name": title.printed_name or title.citizen_id.name,
                    "birth_year": title.printed_birth_year or title.birth_year,
                    "unit_id": title.unit_id.id,
                    "achievement": "đạt danh hiệu “Công dân học tập”"
                    f" {self.year_to - first + 1} năm liền ({first}-{self.year_to})",
                    "years_held": held[title.citizen_id],
                    "points": title.assessment_id.appraised_total,
                    "rank": rank,
                }
                for rank, title in enumerate(ranked, 1)
            ]
        )

    def _choose_first(self):
        """The first people of the list, as far as the quota goes."""
        people = self.commendation_ids.filtered(lambda line: line.kind == "person")
        chosen = people.filtered("is_chosen")
        quota = self.person_quota or len(people)
        free = (people - chosen).sorted(lambda line: (line.rank, line.id))
        free[: max(quota - len(chosen), 0)].is_chosen = True

    def action_make_decision(self):
        """A draft decision of commendation that names those who are chosen."""
        self._cdht_one()
        self._check_issuing_officer()
        if not self.taken_on:
            raise UserError(self.env._("Take the figures first."))
        body = self.area_id
        chosen = self.commendation_ids.filtered(
            lambda line: line.is_chosen and not line.decision_id
        )
        if not chosen:
            raise UserError(self.env._("Choose first who is commended."))
        self._check_quotas()
        # sudo: a draft that was given back, or made before, takes them in
        drafts = self.sudo().decision_ids.filtered(lambda paper: paper.state == "draft")
        decision = drafts[:1].sudo(False) or self._make_decision(body)
        # sudo: review, commendation and decision name each other by the move
        decision.sudo().review_id = self
        chosen.sudo().write({"decision_id": decision.id})
        return decision._cdht_action_form()

    def _make_decision(self, body):
        """The head of the committee commends (issued_by_head), for whichever body
        reviewed the years."""
        signatories = self.env["cdht.signatory"]
        decision = self.env["cdht.decision"].create(
            {
                "kind": "commend",
                "issuing_unit_id": body.id,
                "issued_by_head": True,
                "year": self.year_to,
                "subject": _SUBJECT % (self.year_from, self.year_to),
                "signatory_id": signatories._first_of(body)
                .get(body.id, signatories)
                .id,
            }
        )
        lines = [*(decision.bases or "").splitlines(), *self._bases()]
        decision.bases = "\n".join(lines)
        return decision

    def _bases(self):
        """On whose report and at whose request the decision is made."""
        bases = []
        if self.state == "issued":
            bases.append(f"Căn cứ {self._paper_named()} của {self._paper_body()}")
        # sudo: the name of the commune's association, which asks for it
        associations = self.area_id.sudo().child_ids.filtered(
            lambda unit: unit.unit_type == "association"
        )
        return bases + [f"Xét đề nghị của {unit.name}" for unit in associations[:1]]

    def _check_quotas(self):
        for review in self:
            chosen = review.commendation_ids.filtered("is_chosen")
            for kind, quota in (
                ("person", review.person_quota),
                ("collective", review.collective_quota),
            ):
                number = len(chosen.filtered(lambda line, kind=kind: line.kind == kind))
                if quota and number > quota:
                    raise UserError(
                        self.env._(
                            "%(number)s are chosen, the quota is %(quota)s: take some"
                            " out.",
                            number=number,
                            quota=quota,
                        )
                    )

    @api.ondelete(at_uninstall=False)
    def _unlink_without_decision(self):
        # sudo: whether there is any
        if self.sudo().decision_ids:
            raise UserError(
                self.env._("A decision of commendation was made from this review.")
            )
