from odoo import models

# Activities without mail, followers or notes: officers see them in their own list.
_QUIET = {
    "mail_activity_quick_update": True,
    "mail_create_nosubscribe": True,
    "cdht_no_follower": True,
}


class CdhtTurn(models.AbstractModel):
    """A record that tells one officer when it is their turn.

    Activities of the add-on are automated ones of types that belong to the record's
    model; what people plan by themselves is left alone.
    """

    _name = "cdht.turn"
    _description = "Record with turns"
    _inherit = ["cdht.record", "mail.activity.mixin"]

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Core makes everybody with an activity a follower; our turns do not."""
        if self.env.context.get("cdht_no_follower"):
            return True
        return super().message_subscribe(partner_ids, subtype_ids)

    def _automatic_activities(self, with_done=False):
        """The activities that the add-on itself gave about these records."""
        # sudo: host: of whoever's turn it is; only moves and reminders come here
        activities = self.env["mail.activity"].sudo()
        return activities.with_context(active_test=not with_done, **_QUIET).search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("automated", "=", True),
                ("activity_type_id.res_model", "=", self._name),
            ]
        )

    def _end_activities(self):
        """Their turn is over: done, without a note in the record's messages."""
        self._automatic_activities().write({"active": False})

    def _give_activities(self, given):
        """Create the activities ``given``, in one go.

        ``given``: (record, activity type's name here, user, deadline, summary); the
        summary holds units and years only, never a person.
        """
        model_id = self.env["ir.model"]._get_id(self._name)
        # sudo: host: for another officer; only moves and reminders come here
        return (
            self.env["mail.activity"]
            .sudo()
            .with_context(**_QUIET)
            .create(
                [
                    {
                        "res_model_id": model_id,
                        "res_id": record.id,
                        "activity_type_id": self._activity_type(kind).id,
                        "user_id": user.id,
                        "date_deadline": deadline,
                        "summary": summary,
                        "automated": True,
                    }
                    for record, kind, user, deadline, summary in given
                ]
            )
        )

    def _activity_type(self, kind):
        # By the cache of names: `env.ref` asks the database each time.
        name = f"cdht_module.activity_{kind}"
        return self.env["mail.activity.type"].browse(
            self.env["ir.model.data"]._xmlid_to_res_id(name, raise_if_not_found=True)
        )
