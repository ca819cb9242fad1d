from odoo import fields, models


class CdhtAssessment(models.Model):
    """Dossiers that came from their person's own access, on an appraiser's device.

    A hint, no proof: in a village with one computer it is often as it should be. What
    it goes by are the browsers' marks in the traces; a browser whose cookies were
    cleared, a private window, another device are not seen.
    """

    _inherit = "cdht.assessment"

    same_device = fields.Selection(
        [
            ("entry", "Same device: own scores and appraisal"),
            ("account", "Same device: account opened, own scores and appraisal"),
        ],
        index="btree_not_null",
        readonly=True,
        copy=False,
        groups="cdht_module.group_cdht_staff",
        help="The person's own scores were sent from a device on which the appraiser"
        " works. A hint, no proof: look at the evidence.",
    )

    def _note_device(self):
        """Mark those that were just appraised by whom works on their device."""
        found = {"entry": self.browse(), "account": self.browse()}
        entered = self._own_browsers()
        if entered:
            dossiers = self.browse(entered)
            shared = dossiers._appraisers_browsers(entered)
            opened = dossiers._accounts_opened_on(set().union(*shared.values()))
            for dossier in dossiers.filtered(lambda one: shared[one.id]):
                own = opened.get(dossier.citizen_id.id, set())
                kind = "account" if own & shared[dossier.id] else "entry"
                found[kind] |= dossier
        # sudo: the mark is written here only
        marked = self.sudo()
        for kind, dossiers in found.items():
            dossiers.sudo().same_device = kind
            marked -= dossiers
        marked.filtered("same_device").same_device = False

    def _traced(self, records, *moves, groupby=(), domain=()):
        """Traces of ``records`` with a browser's mark, grouped."""
        # sudo: marks are compared here and shown to nobody
        return self.env["cdht.trace"].sudo()._read_group(
            [
                ("res_model", "=", records._name), ("res_id", "in", records.ids),
                ("move", "in", moves), ("browser_mark", "!=", False), *domain,
            ],
            groupby,
        )  # fmt: skip

    def _own_browsers(self):
        """{dossier's id: marks of browsers} of those that were scored or sent by their
        person's own account, or by the code of their form, whoever sent them then."""
        sent = self._traced(
            self,
            "submit",
            "form_key_used",
            groupby=["res_id", "user_id", "browser_mark"],
            domain=["|", ("on_behalf_of", "=", False), ("user_id.share", "=", True)],
        )
        # sudo: whose logins these are is compared, not shown
        people = self.sudo().citizen_id.partner_id.with_context(active_test=False)
        own = {
            dossier.id: set(
                (dossier.sudo().citizen_id.partner_id & people).user_ids.ids
            )
            for dossier in self
        }
        marks = {}
        for dossier_id, user, mark in sent:
            marks.setdefault(dossier_id, set()).add(mark)
            own[dossier_id].add(user.id)
        scored = self._traced(
            self.line_ids, "self_score", groupby=["res_id", "user_id", "browser_mark"]
        )
        for line_id, user, mark in scored:
            dossier_id = self.line_ids.browse(line_id).assessment_id.id
            if user.id in own[dossier_id]:
                marks.setdefault(dossier_id, set()).add(mark)
        return marks

    def _appraisers_browsers(self, entered):
        """{dossier's id: those of its marks from which its appraisers work}."""
        appraisers = {dossier.id: {self.env.uid} for dossier in self}
        scored = self._traced(
            self.line_ids, "appraised_score", groupby=["res_id", "user_id"]
        )
        for line_id, user in scored:
            line = self.line_ids.browse(line_id)
            appraisers[line.assessment_id.id].add(user.id)
        # sudo: as above
        used = self.env["cdht.trace"].sudo()._read_group(
            [
                ("browser_mark", "in", list(set().union(*entered.values()))),
                ("user_id", "in", list(set().union(*appraisers.values()))),
            ],
            ["browser_mark", "user_id"],
        )  # fmt: skip
        pairs = {(mark, user.id) for mark, user in used}
        now = self.env["cdht.trace"]._browser_mark()
        pairs.add((now, self.env.uid))
        return {
            dossier.id: {
                mark
                for mark in entered[dossier.id]
                if any((mark, user) in pairs for user in appraisers[dossier.id])
            }
            for dossier in self
        }

    def _accounts_opened_on(self, marks):
        """{citizen's id: those of ``marks`` on which their account was opened}."""
        rows = self._traced(
            self.citizen_id,
            "invitation_used",
            groupby=["res_id", "browser_mark"],
            domain=[("browser_mark", "in", list(marks))],
        )
        opened = {}
        for citizen_id, mark in rows:
            opened.setdefault(citizen_id, set()).add(mark)
        return opened
