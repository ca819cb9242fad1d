from odoo import models


class CdhtRecognition(models.Model):
    """What the public page says of a certificate.

    Its holder shows it of their own will: name, year and title are told to whoever
    has the paper's secret, nothing that is not on it (no year of birth, no unit, no
    scores; domain of the law on personal data: access is the holder's to give). So
    consent to publication (``_publishable``) is not asked for here; but of people who
    were anonymised no name is told any more.
    """

    _inherit = "cdht.recognition"

    def _to_be_verified(self):
        return self

    def _print_filename(self, report):
        name = f"Giấy chứng nhận {self.printed_name or ''} {self.year}"
        return name.replace("/", "-")

    def _verify_values(self):
        self.ensure_one()
        person = self.citizen_id
        name = self.printed_name
        if self.state == "corrected":
            name = person.name
        return {
            "kind": "certificate",
            "status": self.state,
            # As printed: “05/QĐ-UBND”.
            "reference": (
                self.decision_id._reference().strip()
                if self.decision_id
                else self.decision_reference or ""
            ),
            "date": self.decision_date,
            "body": self._decided_by(),
            "name": "" if person.anonymised_on else name,
            "year": self.year,
            "is_outstanding": self.is_outstanding,
            "certificate": self.certificate_number or "",
            "later": [
                f"{paper._paper_named()} của {paper._paper_body()}"
                for paper in self.env["cdht.decision"].search(
                    [
                        ("changed_recognition_ids", "in", self.ids),
                        ("state", "in", ("issued", "revoked")),
                    ],
                    order="date, id",
                )
            ],
        }
