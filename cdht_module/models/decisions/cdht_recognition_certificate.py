from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.paper_text import long_date, whole

from .cdht_recognition import IN_FORCE

# Points of a name on one line of the certificate, by its length, also in capitals.
NAME_SIZES = ((30, 30), (36, 26), (42, 22), (52, 18))


class CdhtRecognition(models.Model):
    """The certificate of a title, and its number in the office's book."""

    _inherit = "cdht.recognition"

    reissue_count = fields.Integer(string="Reissued", aggregator=None, copy=False)
    reissued_on = fields.Date(copy=False)
    certificate_printed = fields.Boolean(copy=False)
    _certificate_uniq = models.UniqueIndex(
        "(deciding_unit_id, year, certificate_number)"
        " WHERE certificate_number IS NOT NULL",
        "This certificate number is used already.",
    )

    def action_reissue(self, reason):
        """A lost or spoilt certificate is printed anew and says so."""
        reason = self._check_reason(reason)
        self._check_certificate_officer()
        self._check_certificate()
        today = clock.today()
        self.env["cdht.trace"]._record(
            self,
            "reissue",
            [{"value_from": title.reissue_count} for title in self],
            reason=reason,
        )
        for title in self:
            # sudo: move: a title changes by moves only; role and reach were checked
            # above
            title.sudo().write(
                {"reissue_count": title.reissue_count + 1, "reissued_on": today}
            )

    def _check_certificate_officer(self):
        """The body that gave the title."""
        self.check_access("read")
        bodies = self.deciding_unit_id
        if bodies - bodies._in_reach("commune", "district"):
            raise AccessError(
                self.env._(
                    "A certificate is issued anew by an officer of the body that gave"
                    " the title."
                )
            )

    def _check_certificate(self):
        """Certificates are those of titles in force, given by a decision made here."""
        self._check_state(*IN_FORCE)
        if self.filtered(lambda title: not title.decision_id):
            raise UserError(
                self.env._(
                    "Certificates are printed of titles that a decision made here"
                    " gave. Those of an imported decision are its own body's."
                )
            )

    def _number_certificates(self):
        """Enter titles of one body and year, in this order, into its book."""
        body, year = self.deciding_unit_id, self[:1].year
        # If two officers do this at once, the later request is repeated.
        body._lock_register()
        # sudo: register: the book of a body is one, whoever reads parts of it
        entered = self.sudo().search_fetch(
            [
                ("deciding_unit_id", "=", body.id),
                ("year", "=", year),
                ("certificate_number", "!=", False),
            ],
            ["certificate_number"],
        )
        used = [title.certificate_number.partition("/")[0] for title in entered]
        last = max((int(number) for number in used if number.isdecimal()), default=0)
        for number, title in enumerate(self, last + 1):
            # sudo: move: a title changes by moves only; the caller checked who acts
            title.sudo().write({"certificate_number": f"{number:02}/{year}"})

    def _before_printing(self):
        blank = self.filtered(lambda title: not title.certificate_number)
        if not blank:
            return super()._before_printing()
        return self.env._(
            "%s of them are not in the book of certificates yet: the place of the"
            " number stays blank on paper. To print the numbers, close this and press"
            " “Number the certificates” on the decision first.",
            len(blank),
        )

    def _certificate_values(self):
        """What the certificate of the year says, as plain values."""
        self.ensure_one()
        self._check_certificate()
        decision = self.decision_id
        rule = self.env["cdht.indicator.set"]._in_force_in(self.year)
        head = decision._head()
        name = self._printed_in(decision)["name"]
        return {
            "body_lines": head["body_lines"],
            # sudo: name: the name goes with how somebody is addressed
            "address": self.sudo().citizen_id._form_of_address().capitalize(),
            "name": name,
            "name_size": next(
                (size for length, size in NAME_SIZES if len(name) <= length), 15
            ),
            "birth_year": self._printed_in(decision)["birth_year"] or "",
            "unit": decision._unit_line(self.unit_id, self.commune_id),
            "year": self.year,
            "years_running": rule.outstanding_years,
            "years": f"{self.year - rule.outstanding_years + 1} - {self.year}",
            "decision": whole(decision._paper_named()),
            "decided_by": head["body"],
            "number": self.certificate_number or "",
            "place": decision.place or "",
            "long_date": whole(long_date(decision.date)),
            "capacity_lines": head["capacity_lines"],
            "signatory": head["signatory"],
            "reissue": self.reissue_count
            and f"(Cấp lại lần {self.reissue_count}, {long_date(self.reissued_on)})",
            "verify_mark": self._verify_mark(),
        }

    def _on_blank_values(self, kind):
        """The same texts by the parts of a bought form of that kind."""
        values = self._certificate_values()
        blank = self.env["cdht.certificate.blank"]._of_kind(kind, self.commune_id)
        return blank._filled(values)

    # -- What the public page says of a certificate. Its holder shows it of their
    #    own will: name, year and title are told to whoever has the paper's secret,
    #    nothing that is not on it (no year of birth, no unit, no scores; domain of
    #    the law on personal data: access is the holder's to give). So consent to
    #    publication (``_publishable``) is not asked for here; but of people who
    #    were anonymised no name is told any more.

    def _to_be_verified(self):
        return self

    def _file_facts(self):
        return [f"QĐ {self.decision_number or ''}", self.printed_name, self.year]

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
