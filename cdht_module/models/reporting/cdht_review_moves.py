from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.tools.paper_text import in_sentence


class CdhtReview(models.Model):
    """From a review to the list of whom it commends, and to the papers about them:
    petition, minutes, decision."""

    _inherit = "cdht.review"

    def action_propose_people(self):
        """List everybody who is outstanding in the last year; the first ones, by
        titles and points, are chosen as far as the quota goes."""
        self._check_issuing_officer()
        for review in self:
            # sudo: move: the people of the area that the body reviews; the officer is
            # checked
            titles = self.env["cdht.recognition"].sudo().search(
                [
                    ("unit_id", "child_of", review.area_id.ids),
                    ("year", "=", review.year_to),
                    ("is_outstanding", "=", True),
                    ("state", "!=", "revoked"),
                ]
            )  # fmt: skip
            # sudo: compare: as the titles
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
        # sudo: move: people are listed by the move, by their titles
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

    def action_make_petition(self):
        """A draft petition of the association for those who are chosen."""
        # sudo: name: which association the commune has
        body = self.area_id.sudo().child_ids.filtered(
            lambda unit: unit.unit_type == "association" and not unit.date_to
        )[:1].sudo(False)  # fmt: skip
        return self._make_paper("petition_id", body or self.issuing_unit_id)

    def action_make_meeting(self):
        """Draft minutes of the meeting about those who are chosen."""
        return self._make_paper("meeting_id", self.area_id)

    def action_make_decision(self):
        """A draft decision of commendation that names those who are chosen."""
        return self._make_paper("decision_id", self.area_id)

    def _make_paper(self, name, body):
        """Those who are chosen and not named by such a paper yet, on its draft."""
        self._cdht_one()
        self._check_issuing_officer()
        if not self.taken_on:
            raise UserError(self.env._("Take the figures first."))
        chosen = self.commendation_ids.filtered(
            lambda line: line.is_chosen and not line[name]
        )
        if not chosen:
            raise UserError(self.env._("Choose first who is commended."))
        self._check_quotas()
        papers = self.env[chosen._fields[name].comodel_name]
        # sudo: move: a draft that was given back, or made before, takes them in
        draft = papers.sudo().search(
            [("review_id", "=", self.id), ("state", "=", "draft")], limit=1
        )
        paper = draft.sudo(False) or (
            self._make_decision(body)
            if name == "decision_id"
            else self._make_dossier(papers, body)
        )
        # sudo: move: review, commendation and papers name each other by the move
        paper.sudo().review_id = self
        chosen.sudo().write({name: paper.id})
        return paper._cdht_action_form()

    def _make_dossier(self, papers, body):
        signatories = self.env["cdht.signatory"]
        first = signatories._first_of(body).get(body.id, signatories)
        # sudo: move: papers of a dossier are made by the move alone, for who may then
        # write them
        paper = papers.sudo().create(
            {
                "review_id": self.id,
                "issuing_unit_id": body.id,
                "signatory_id": first.id,
            }
        ).sudo(False)  # fmt: skip
        paper.check_access("write")
        return paper

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
                "signatory_id": signatories._first_of(body)
                .get(body.id, signatories)
                .id,
            }
        )
        lines = [*(decision.bases or "").splitlines(), *self._bases()]
        decision.bases = "\n".join(lines)
        return decision

    def _bases(self):
        """On whose report the decision is made."""
        if self.state != "issued":
            return []
        subject = in_sentence(self.subject or "")
        return [f"Căn cứ {self._paper_named()} của {self._paper_body()} về {subject}"]

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
        # sudo: compare: whether there is any
        reviews = self.sudo()
        if reviews.decision_ids or reviews.petition_ids or reviews.meeting_ids:
            raise UserError(
                self.env._("Papers of commendation were made from this review.")
            )
