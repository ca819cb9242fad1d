from odoo import api, models

from .cdht_objection import LONGEST, cleaned

# Of one address in an hour; a whole village may have one. Where very many wait for an
# answer, fewer: the page stays open to all, whoever floods it.
_MOST_OF_ADDRESS, _MOST_WHEN_MANY, _MINUTES = 20, 2, 60
_MANY = 200


class CdhtObjection(models.Model):
    """Objections from the page of the commune, on the days of the posting only."""

    _inherit = "cdht.objection"

    @api.model
    def _public_page(self, commune_id):
        """What the page asks, or None where nothing hangs today."""
        postings = self.env["cdht.posting"]._public_postings(commune_id)
        if not postings:
            return None
        return {
            "commune": postings[0].campaign_id.unit_id.name,
            "commune_id": commune_id,
            "units": [
                (line.id, line.unit_id.name)
                for posting in postings
                for line in posting._paper_lines()
            ],
            "contacts": [posting.contact for posting in postings if posting.contact],
            "longest": LONGEST,
            "form": {},
            "answer": "",
        }

    @api.model
    def _receive_public(self, page, form, address):
        """The page after a form was sent: {answer, form} or {answer, number}.

        ``form``: list_id, sender_name, sender_contact and text, as they were typed.
        The same words of the same person on the same day are one objection.
        """
        form = {**form, **cleaned({name: form[name] for name in LONGEST})}
        units = {str(line_id): line_id for line_id, _name in page["units"]}
        answer = self._form_fault(form, units)
        if answer:
            return {"answer": answer, "form": form}
        # Nobody's login is kept with an objection, not even of who is logged in.
        public = self.env.ref("base.public_user")
        # sudo: the page enters objections about lists that hang, and shows no other
        objections = self.with_user(public).sudo()
        vals = {
            "posting_list_id": units[form["list_id"]],
            "channel": "page",
            "received_on": self.env["cdht.campaign"]._today(),
            **{name: form[name] for name in ("sender_name", "text")},
        }
        same = objections.search([(n, "=", v) for n, v in vals.items()], limit=1)
        if same:
            return {"answer": "done", "number": same.id}
        line = objections.env["cdht.posting.list"].browse(vals["posting_list_id"])
        many = line.posting_id.objections_waiting >= _MANY
        if not self.env["cdht.verify.miss"]._take_turn(
            "cdht_objection",
            address,
            _MOST_WHEN_MANY if many else _MOST_OF_ADDRESS,
            _MINUTES,
        ):
            return {"answer": "too_many", "form": form}
        contact = form["sender_contact"]
        return {
            "answer": "done",
            "number": objections.create({**vals, "sender_contact": contact}).id,
        }

    @api.model
    def _form_fault(self, form, units):
        """What is wrong with the form, or nothing."""
        if form["list_id"] not in units:
            return "unit"
        if not form["sender_name"]:
            return "sender_name"
        if not form["text"]:
            return "text"
        for name, longest in LONGEST.items():
            if len(form[name]) > longest:
                return f"long_{name}"
        return ""
