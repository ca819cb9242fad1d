from odoo import api, fields, models


class CdhtTrace(models.Model):
    """The codes of a trace in the reader's words."""

    _inherit = "cdht.trace"

    record_name = fields.Char(string="About", compute="_compute_record_name")
    move_label = fields.Char(string="What was done", compute="_compute_labels")
    from_label = fields.Char(string="Before", compute="_compute_labels")
    to_label = fields.Char(string="After", compute="_compute_labels")

    @api.depends("res_model", "res_id")
    def _compute_record_name(self):
        """Names of what the reader may read; the others stay blank."""
        self.record_name = False
        for model, traces in self.grouped("res_model").items():
            if model not in self.env:
                continue
            records = self.env[model].browse(set(traces.mapped("res_id")))
            readable = records.exists()._filtered_access("read")
            names = {record.id: self._name_of(record) for record in readable}
            for trace in traces:
                trace.record_name = names.get(trace.res_id)

    @api.model
    def _name_of(self, record):
        if record._name == "cdht.assessment.line":
            person = record.assessment_id.display_name
            return f"{person}: {record.display_name}"
        return record.display_name

    @api.depends("res_model", "move", "field_name", "value_from", "value_to")
    def _compute_labels(self):
        moves = self._move_labels()
        states = {}
        for trace in self:
            model = trace.res_model
            if model not in states:
                states[model] = self._state_labels(model)
            # A score's old and new value, or a unit's name, is its own label.
            labels = states[model]
            # A list is sent, a decision goes to its signatory: one move's two names.
            own = moves.get(f"{model}:{trace.move}")
            trace.move_label = own or moves.get(trace.move, trace.move)
            if trace.field_name:
                trace.move_label = self._field_label(model, trace.field_name)
            trace.from_label = labels.get(trace.value_from, trace.value_from)
            trace.to_label = labels.get(trace.value_to, trace.value_to)

    @api.depends("move_label")
    def _compute_display_name(self):
        for trace in self:
            trace.display_name = trace.move_label

    @api.model
    def _field_label(self, model, name):
        field = model in self.env and self.env[model]._fields.get(name)
        label = field._description_string(self.env) if field else name
        return self.env._("Changed: %s", label)

    @api.model
    def _state_labels(self, model):
        state = model in self.env and self.env[model]._fields.get("state")
        return dict(state._description_selection(self.env)) if state else {}

    @api.model
    def _move_labels(self):
        return {
            "register": self.env._("Registered"),
            "register_late": self.env._("Registered late, after the decision"),
            "submit": self.env._("Submitted"),
            "cdht.decision:submit": self.env._("Submitted for signature"),
            "return": self.env._("Returned"),
            "appraise": self.env._("Appraised"),
            "reopen": self.env._("Reopened"),
            "propose": self.env._("List sent"),
            "return_list": self.env._("List returned"),
            "receive": self.env._("Received"),
            "accept": self.env._("Accepted"),
            "refuse": self.env._("Refused"),
            "restore": self.env._("Restored"),
            "withdraw": self.env._("Withdrawn"),
            "transfer": self.env._("Moved to another unit"),
            "recognise": self.env._("Recognised"),
            "sign": self.env._("Signed"),
            "issue": self.env._("Issued"),
            "replace": self.env._("Replaced by another"),
            "number_warning": self.env._("Number runs against the dates"),
            "attach_signed": self.env._("Signed copy attached"),
            "replace_signed": self.env._("Signed copy replaced"),
            "remove_signed": self.env._("Signed copy taken away"),
            "streak_changed": self.env._("Years running changed"),
            "streak_confirmed": self.env._("Change of years running looked at"),
            "answer": self.env._("Answered"),
            "end": self.env._("Posting ended"),
            "number_certificates": self.env._("Certificates numbered"),
            "reissue": self.env._("Certificate reissued"),
            "amend": self.env._("Corrected by a decision"),
            "revoke": self.env._("Revoked by a decision"),
            "open": self.env._("Year opened"),
            "close": self.env._("Year closed"),
            "deputy_signs": self.env._("Deputy signs for the signatory"),
            "split_own_names": self.env._("Decision of its own for the signatory"),
            "own_names_kept": self.env._("Submitted with the signatory's own name"),
            "consent": self.env._("Consent recorded"),
            "withdraw_consent": self.env._("Consent withdrawn"),
            "record_sheet": self.env._("Consent sheet recorded"),
            "data_request": self.env._("Asked about personal data"),
            "personal_data_copied": self.env._("Copy of all data made"),
            "answer_request": self.env._("Request about personal data answered"),
            "anonymise": self.env._("Anonymised"),
            "change_identity": self.env._("Who the person is changed"),
            "evidence_added": self.env._("Evidence files added"),
            "evidence_deleted": self.env._("Evidence files deleted"),
            "evidence_over": self.env._("Evidence files deleted, their time over"),
            "objection": self.env._("Objection received"),
            "uphold": self.env._("Objection upheld"),
            "dismiss": self.env._("Objection dismissed"),
            "forget_sender": self.env._("Who objected taken away"),
            "correct": self.env._("Corrected by a letter"),
            "import": self.env._("List imported"),
            "officer_added": self.env._("Officer named"),
            "officer_removed": self.env._("Officer taken off"),
            "officer_is": self.env._("Said which person the officer is"),
            "role_given": self.env._("Role given"),
            "role_taken": self.env._("Role taken"),
            "officer_marks": self.env._("Marks of an officer"),
            "loan_given": self.env._("Officer lent"),
            "loan_ended": self.env._("Loan ended"),
            "slip_made": self.env._("Slip made"),
            "slip_used": self.env._("Password chosen by slip"),
            "invitation_made": self.env._("Invitation slip made"),
            "invitation_used": self.env._("Account opened by invitation slip"),
            "form_key_made": self.env._("Code for the printed form made"),
            "form_key_used": self.env._("Opened with the code of the printed form"),
            "form_key_revoked": self.env._("Code of the printed form revoked"),
            "appraiser": self.env._("Appraising body named"),
            "draw_sample": self.env._("Sample drawn"),
            "take_figures": self.env._("Figures taken"),
            "create": self.env._("Entered"),
            "write": self.env._("Changed"),
            "unlink": self.env._("Deleted"),
            "export": self.env._("Exported"),
            "print": self.env._("Printed"),
            "read_identity": self.env._("Identity numbers read"),
            "workbook_out": self.env._("Imported workbook taken out"),
            "workbook_over": self.env._("Imported workbook deleted, its time over"),
            "workbook_erased": self.env._(
                "Imported workbook deleted at a person's request"
            ),
            "self_score": self.env._("Self score"),
            "appraised_score": self.env._("Appraised score"),
        }
