from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from odoo.addons.cdht_module.tools.vietnamese_text import normalise

from .ir_attachment import with_extension

_SCORES = ("self_score", "appraised_score")

# What is written by hand, in which state of the dossier.
_BY_STATE = {
    "registered": {"self_score", "evidence", "paper_evidence", "attachment_ids"},
    "self_assessed": {"appraised_score", "note", "paper_evidence"},
}

LONGEST_NAME = 60


class CdhtAssessmentLine(models.Model):
    """One indicator of a dossier: the person's score, the meeting's, evidence.

    0 (or nothing) means “not yet scored”.
    """

    _name = "cdht.assessment.line"
    _description = "Assessment line"
    _inherit = ["cdht.guarded"]
    _order = "assessment_id, sequence, id"
    _signs_rows = False

    # Found by the index of `_indicator_uniq`.
    assessment_id = fields.Many2one(
        "cdht.assessment", required=True, ondelete="cascade"
    )
    indicator_id = fields.Many2one(
        "cdht.indicator", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer()
    self_score = fields.Integer(aggregator="avg")
    # For appraisers; people see settled scores on their own page.
    appraised_score = fields.Integer(
        aggregator="avg", groups="cdht_module.group_cdht_staff"
    )
    evidence = fields.Text()
    paper_evidence = fields.Boolean(
        string="Evidence kept on paper", help="Seen on paper, kept by the chapter."
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    note = fields.Char(
        string="Reason for the difference",
        groups="cdht_module.group_cdht_staff",
        help="Why the appraised score differs, or what was seen.",
    )
    _indicator_uniq = models.Constraint(
        "UNIQUE (assessment_id, indicator_id)", "This indicator is there already."
    )
    _score_bounds = models.Constraint(
        "CHECK (self_score BETWEEN 0 AND 100 AND appraised_score BETWEEN 0 AND 100)",
        "Scores are whole numbers.",
    )

    wording = fields.Char(
        string="Indicator in the person's words", compute="_compute_wording"
    )

    @api.depends("indicator_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.indicator_id.display_name

    @api.constrains(*_SCORES)
    def _check_scores(self):
        for rule, lines in self.grouped(lambda line: line.indicator_id.set_id).items():
            allowed = {0, *range(rule.score_min, rule.score_max + 1)}
            for line in lines:
                if not {line.self_score, line.appraised_score} <= allowed:
                    raise line._out_of_range(rule)

    def _out_of_range(self, rule):
        return ValidationError(
            self.env._(
                "%(name)s, indicator %(indicator)s: a score is a whole number from"
                " %(low)s to %(high)s.",
                name=self.assessment_id._names(),
                indicator=self.indicator_id.display_name,
                low=rule.score_min,
                high=rule.score_max,
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(
                self.env._("A dossier gets its lines when a person registers.")
            )
        lines = super().create(vals_list)
        if any("attachment_ids" in vals for vals in vals_list):
            lines._claim_files()
        return lines

    @api.model
    def _insert_scored(self, dossiers, lines):
        """Give new dossiers their lines, whole lists at once.

        ``lines``: of each dossier, (indicator, own score, appraised score, reason).
        """
        return self._insert(
            [
                {
                    "assessment_id": dossier.id,
                    "indicator_id": indicator.id,
                    "sequence": indicator.sequence,
                    "self_score": own,
                    "appraised_score": appraised,
                    "note": note,
                }
                for dossier, of_one in zip(dossiers, lines, strict=True)
                for indicator, own, appraised, note in of_one
            ]
        )

    def write(self, vals):
        scores = [name for name in _SCORES if name in vals]
        if any(_is_no_score(vals[name]) for name in scores):
            raise self[:1]._out_of_range(self.indicator_id.set_id[:1])
        if not self.env.su:
            self._check_written_by_hand(vals)
        before = [{name: line[name] for name in scores} for line in self]
        with_files = self if "attachment_ids" in vals else self.browse()
        # sudo: part: files of lines that super() lets the user write
        files = {line: line.sudo().attachment_ids for line in with_files}
        result = super().write(vals)
        for name in scores:
            self._trace_score(name, [values[name] for values in before])
        if files:
            self._claim_files()
            for line, had in files.items():
                # sudo: part: files of lines that super() lets the user write
                (had - line.sudo().attachment_ids)._unlink_evidence_of(line)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if not self.env.su:
            raise AccessError(self.env._("A dossier keeps its ten lines."))

    def _check_written_by_hand(self, vals):
        """Scores and evidence, by the unit's officers, in the state for them."""
        dossiers = self.assessment_id
        dossiers._check_open()
        dossiers._check_officer()
        # Own scores are put in on the person's behalf: nothing is decided by them.
        if vals.keys() - {"self_score"}:
            dossiers._check_identified()
        dossiers._check_none_own()
        dossiers._check_not_decided()
        addon_fields = {n for n in vals if self._fields[n]._module == "cdht_module"}
        for dossier in dossiers:
            if addon_fields - _BY_STATE.get(dossier.state, set()):
                raise AccessError(
                    self.env._(
                        "%(name)s: own scores and evidence are entered while"
                        " “Registered”, appraised scores while “Self-assessed”.",
                        name=dossier._names(),
                    )
                )

    @api.model
    def _why_locked(self, dossiers):
        """{dossier: {what officers write by hand: why it stays as it is now, or “”}}

        What a grid says beforehand; `_check_written_by_hand` decides. Appraised scores
        of who is registered are open: the own scores are sent before them.
        """
        sent = self.env._(
            "The own scores were sent. To correct them: “Return for correction”."
        )
        done = self.env._("Appraised already. To correct it: “Reopen”.")
        done_own = self.env._(
            "Appraised already. To correct an own score: “Reopen”, then “Return for"
            " correction”."
        )
        gone = self.env._(
            "The list was sent or decided about. Until the commune receives it, “Take"
            " the list back” on its screen; then the commune returns it."
        )
        own = dossiers._own_dossiers(dossiers)
        reached = dossiers.unit_id._in_reach("chapter", "commune")
        # sudo: compare: whether a decision names them, whoever reads it
        decided = dossiers.sudo().filtered("decision_id").sudo(False)
        locks = {}
        for dossier in dossiers:
            is_open = dossier.campaign_id.state == "open"
            if not is_open:
                why = self.env._("%s is not open.", dossier.campaign_id.name)
            elif dossier.unit_id not in reached:
                why = dossier._outside_reach()
            elif dossier in own:
                why = dossier._own_dossier_message()
            elif dossier.state in ("registered", "self_assessed"):
                why = gone if dossier in decided else ""
            else:
                why = done if dossier.state == "appraised" else gone
            registered = dossier.state == "registered"
            own_sheet = dossier in own and registered and dossier._own_scores_message()
            locks[dossier] = {
                "self_score": own_sheet
                or (done_own if why == done else why)
                or ("" if registered else sent),
                "appraised_score": why,
                "note": why,
                "paper_evidence": why,
                "labour_group_id": why,
            }
        return locks

    def _trace_score(self, name, before):
        changed = [
            (line, old)
            for line, old in zip(self, before, strict=True)
            if line[name] != old
        ]
        if changed:
            self.env["cdht.trace"]._record(
                self.browse([line.id for line, _old in changed]),
                name,
                [
                    {"value_from": old or False, "value_to": line[name] or False}
                    for line, old in changed
                ],
            )

    def _trace_unit(self):
        return self.assessment_id.unit_id

    # -- Evidence files belong to their line: who reads the dossier reads them, and
    #    nobody else; a file that leaves the line is gone.

    def _claim_files(self):
        """Bind new files to their line; refuse files of something else."""
        claimed = self.env["ir.attachment"]
        for line in self:
            # sudo: host: a file that is bound nowhere is read by its creator only
            for file in line.sudo().attachment_ids:
                if (file.res_model, file.res_id) == (self._name, line.id):
                    continue
                mine = self.env.su or file.create_uid == self.env.user
                if file.res_id or file.res_field or file.type != "binary" or not mine:
                    raise AccessError(
                        self.env._("This file belongs elsewhere; upload it here again.")
                    )
                # sudo: part: one's own, of a line that one was allowed to write
                file.sudo().write(
                    {
                        **line._as_evidence(file.name, file.raw or b""),
                        "res_model": self._name,
                        "res_id": line.id,
                    }
                )
                claimed |= file
        claimed._trace_evidence("evidence_added")

    def _as_evidence(self, name, content):
        """What is written of a file that becomes evidence (of this line, if known)."""
        name = normalise(name or "")[-LONGEST_NAME:]
        kept, mimetype, extension = self.env["ir.attachment"]._as_kept(name, content)
        for campaign in self.assessment_id.campaign_id:
            campaign._check_evidence_size(name, len(kept))
        return {
            "name": with_extension(name, extension),
            "raw": kept,
            "mimetype": mimetype,
            "type": "binary",
            "url": False,
        }

    def _evidence_files(self):
        """The files that belong to these lines."""
        # sudo: part: what belongs to lines that the caller may already change
        Attachment = self.env["ir.attachment"].sudo()
        return Attachment.search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )

    # -- The indicator as its person reads it: in the words of their group.

    @api.depends("indicator_id", "assessment_id.labour_group_id")
    def _compute_wording(self):
        guides = self.env["cdht.indicator.guide"].search_fetch(
            [
                ("indicator_id", "in", self.indicator_id.ids),
                ("labour_group_id", "in", self.assessment_id.labour_group_id.ids),
            ],
            ["indicator_id", "labour_group_id", "wording"],
        )
        texts = {(g.indicator_id, g.labour_group_id): g.wording for g in guides}
        for line in self:
            indicator = line.indicator_id
            text = texts.get((indicator, line.assessment_id.labour_group_id))
            name = f"{indicator._number()}. {text}" if text else indicator.display_name
            line.wording = name


def lacks_reason(own, appraised, reason):
    """Whether the appraised score differs and nothing says why."""
    return bool(appraised and appraised != own and not reason)


def _is_no_score(value):
    """A blank arrives as False or None; a typed 0 is out of range, and what is no
    whole number is refused, not cut to one."""
    if value is None or value is False:
        return False
    return type(value) is not int or value == 0
