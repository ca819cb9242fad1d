from odoo import models

from odoo.addons.cdht_module.tools.paper_text import figure_and_words, text_lines, whole


class CdhtDecision(models.Model):
    """What the decision's paper says (Nghị định 30/2020, Phụ lục III, mẫu 1.2)."""

    _inherit = "cdht.decision"
    _standing = frozenset({"issued", "revoked"})

    def _paper_values(self):
        rows = self._paper_rows()
        outstanding = [row for row in rows if row["is_outstanding"]]
        rule = self.env["cdht.indicator.set"]._in_force_in(self.year)
        return {
            **super()._paper_values(),
            "head": self._paper_head() if self.issued_by_head else "",
            "kind": self.kind,
            "year": self.year,
            "petitioners": list(
                dict.fromkeys(paper._paper_body() for paper in self.petition_ids)
            ),
            "people": figure_and_words(len(rows)),
            "outstanding": outstanding and figure_and_words(len(outstanding)),
            "outstanding_years": rule.outstanding_years,
            "origin": whole(
                f"{self.origin_id._paper_named()} của {self.origin_id._paper_body()}"
            )
            if self.origin_id
            else "",
            "reason": " ".join(text_lines(self.change_reason)),
            "annexes": self._paper_annexes(rows),
            "trace_head": self._paper_trace_head(),
            "verify_mark": "" if self.state == "draft" else self._verify_mark(),
        }

    def _values_to_keep(self):
        """The rows beside the paper: extracts are made of them."""
        return {**super()._values_to_keep(), "rows": self._paper_rows()}

    def _paper_units(self):
        """Those of its people too: certificates name them, with their commune."""
        # sudo: units are no secret; of the people nothing else is read
        decision = self.sudo()
        people = (
            decision.recognition_ids
            or decision.changed_recognition_ids
            or decision.assessment_ids
            or decision.commendation_ids
        )
        units = people.unit_id.sudo(False)
        return super()._paper_units() | units | units.commune_id

    def _paper_has_number(self):
        """The copy for signature is blank, whatever was typed ahead: number and day
        are given after the signature (Điều 15.2)."""
        return self.state in self._standing

    def _body_now(self):
        body = super()._body_now()
        if not self.issued_by_head:
            return body
        return f"{self._paper_head_post()} {body}"

    def _paper_head(self):
        """The line over the bases where the head decides personally."""
        return self._paper_body().upper()

    def _paper_head_post(self):
        signatory = self.signatory_id
        is_head = signatory.capacity == "head" and signatory.post
        return signatory.head_post or is_head or "Chủ tịch"

    def _paper_is_collective(self):
        return not self.issued_by_head

    def _paper_bases(self):
        """Those typed, the decision that this one changes, then the petitions."""
        bases = super()._paper_bases()
        if self.origin_id:
            origin = self.origin_id
            bases.append(
                f"Căn cứ {origin._paper_named()} của"
                f" {origin._paper_body()} {_continued(origin.subject)}"
            )
        petitions = self.petition_ids.sorted(
            lambda p: (str(p.date or ""), p.number_key or "")
        )
        by_body = petitions.grouped(lambda petition: petition._paper_body())
        for body, papers in by_body.items():
            named = ", ".join(paper._paper_named() for paper in papers)
            bases.append(f"Theo đề nghị của {body} tại {named}")
        return bases


def _continued(subject):
    """“Về việc …” inside a sentence."""
    subject = subject or ""
    return subject[:1].lower() + subject[1:]
