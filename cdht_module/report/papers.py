"""The report models of papers: one row a paper, a class only where a paper needs
more than the values of its records.

Odoo asks the model ``report.<report_name>`` for the values of a template;
`_report_model` makes that model of a row.
"""

from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.tools import clock


class Paper(NamedTuple):
    """A row: ``values`` is the model's method of what the paper says, ``people`` its
    field of those whom the reader must reach as well (see ``cdht.paper.feed``)."""

    template: str
    name: str
    model: str
    values: str = "_paper_values"
    people: str | None = None


# By rooms. Above each row: what of people and scores comes on the paper.
PAPERS = (
    # -- lists
    # Names, years of birth and groups of a unit, to be signed.
    Paper("registration_paper", "Registration sheet", "cdht.proposal",
          "_registration_values", people="assessment_ids"),
    # Names, years of birth and scores of a unit.
    Paper("score_sheet_paper", "Score sheet", "cdht.proposal",
          "_score_sheet_values", people="assessment_ids"),
    # What a chapter does on the evening of its meeting; the commune's contact.
    Paper("evening_guide_paper", "Guide of the evening", "cdht.proposal",
          "_evening_guide_values"),
    # Names and years of birth of a unit, to be filled in.
    Paper("blank_score_sheet_paper", "Score sheet to fill in", "cdht.proposal",
          "_blank_score_sheet_values", people="assessment_ids"),
    # The meeting, its votes and figures, who did not vote on whom.
    Paper("minutes_paper", "Minutes of the appraisal meeting", "cdht.proposal",
          "_minutes_values", people="assessment_ids"),
    # Names and years of birth to vote about; nothing of who votes.
    Paper("ballot_paper", "Ballot", "cdht.proposal",
          "_ballot_values", people="assessment_ids"),
    # The same with how many voted for and against each.
    Paper("counting_paper", "Minutes of the counting", "cdht.proposal",
          "_counting_values", people="assessment_ids"),
    # Names, years of birth, sex, group, totals and results; no identity numbers.
    Paper("proposal_list_paper", "List of a unit", "cdht.proposal",
          "_list_values", people="assessment_ids"),
    # One person's own data and scores; the identity number is masked.
    Paper("assessment_form_paper", "Self-assessment form", "cdht.assessment",
          "_form_values"),
    # Who handed in which papers, to whom and when; no scores.
    Paper("dossier_receipt_paper", "Receipt of a dossier", "cdht.assessment",
          "_receipt_values", people="line_ids"),
    # One person's total, lowest score and reason, to that person alone.
    Paper("not_recognised_paper", "Notice to who is not recognised", "cdht.assessment",
          "_notice_values", people="line_ids"),
    # The criteria, which are public, in the words of each group.
    Paper("guide_paper", "Scoring guide", "cdht.indicator.set", "_guide_values"),
    # The petition with its annexed list: names, years of birth, groups, totals.
    Paper("petition_paper", "Paper of a petition", "cdht.petition",
          people="assessment_ids"),
    # -- decisions
    # Names, years of birth and units, petitions and signatory; no numbers, no scores.
    Paper("decision_paper", "Paper of a decision", "cdht.decision"),
    # Names, years of birth, certificate numbers and bonus of a decision's people.
    Paper("receipt_paper", "List for signing", "cdht.decision",
          "_receipt_values"),
    # Name, year of birth, unit and title of one person.
    Paper("certificate_paper", "Certificate", "cdht.recognition",
          "_certificate_values"),
    # Crosses every 10 mm and the texts' places; nobody's data.
    Paper("blank_test_paper", "Test page of a certificate form",
          "cdht.certificate.blank", "_test_values"),
    # -- letters
    # Body and signatory, number and date of the decision that it corrects.
    Paper("letter_paper", "Paper of a letter", "cdht.letter"),
    # What the decision says, of its list the chosen people alone.
    Paper("extract_paper", "Paper of an extract", "cdht.extract"),
    # -- posting
    # Names and years of birth of those who consented, contact, days.
    Paper("posting_paper", "Notice of posting", "cdht.posting"),
    # How many hang, where and until when; nobody's name.
    Paper("posting_begin_paper", "Minutes of the beginning of posting", "cdht.posting",
          "_begin_values"),
    # How many hung, what people objected, who was there.
    Paper("posting_end_paper", "Minutes of the end of posting", "cdht.posting",
          "_end_values"),
    # Names of those who consented; years of birth of two of one name.
    Paper("posting_loud_paper", "List for the loudspeaker", "cdht.posting",
          "_loud_values"),
    # -- plan
    # Chapters, targets and tasks of a plan as an office issues it.
    Paper("plan_paper", "Paper of a plan", "cdht.plan"),
    # The sheet on which people sign that they came to an activity.
    Paper("attendance_paper", "Attendance sheet", "cdht.activity",
          "_sheet_values", people="attendant_ids"),
    # -- inspection
    # Minutes of an inspection: names and totals of the dossiers drawn.
    Paper("inspection_paper", "Minutes of an inspection", "cdht.inspection",
          people="sample_ids"),
    # The team with posts and roles, what it does, where and when.
    Paper("inspection_decision_paper", "Paper of a decision on an inspection team",
          "cdht.decision"),
    # -- reporting
    # Names, years of birth, units, achievements and bonus; no scores.
    Paper("commend_decision_paper", "Paper of a decision that commends",
          "cdht.decision", people="commendation_ids"),
    # Who is asked for: names, years of birth, units, achievements and bonus.
    Paper("commendation_petition_paper", "Petition for commendation",
          "cdht.commendation.petition", people="commendation_ids"),
    # The same people, what each achieved and which titles they held.
    Paper("achievement_paper", "Reports on achievements",
          "cdht.commendation.petition", "_achievement_values",
          people="commendation_ids"),
    # Who was considered, with the votes for each.
    Paper("commendation_meeting_paper", "Minutes on commendation",
          "cdht.commendation.meeting", people="commendation_ids"),
    # Giấy khen: name, unit and achievement of one person or collective.
    Paper("commendation_paper", "Giấy khen", "cdht.commendation",
          "_certificate_values"),
    # Text and figures of a report; nobody's name.
    Paper("report_paper", "Paper of a report", "cdht.report"),
    # Text and figures of several years; nobody's name.
    Paper("review_paper", "Paper of a review", "cdht.review"),
    # -- filing
    # What the papers of a year are called, their numbers and days; nobody's name.
    Paper("year_index_paper", "Index of the year's file", "cdht.year.file",
          "_index_values"),
    # How many papers are handed over, and for how long they are kept.
    Paper("year_handover_paper", "Minutes of handing over", "cdht.year.file",
          "_handover_values"),
)  # fmt: skip


def _report_model(paper):
    """The model of a row. As any class of a model it belongs to this add-on, since it
    is made in its file; it has no public methods whose input would have to be
    checked."""

    class PaperReport(models.AbstractModel):
        _name = f"report.cdht_module.{paper.template}"
        _description = paper.name
        _inherit = ["cdht.paper.feed"]

        _paper_model = paper.model
        _paper_method = paper.values
        _paper_people = paper.people

    return PaperReport


for _paper in PAPERS:
    _report_model(_paper)


# -- papers that need more than their values -------------------------------------------


class BlankFormPaper(models.AbstractModel):
    """The criteria, which are public: a set gives an empty form for each group."""

    _name = "report.cdht_module.blank_form_paper"
    _description = "Self-assessment form to fill in"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.indicator.set"
    _paper_method = "_blank_form_values"

    def _get_report_values(self, docids, data=None):
        values = super()._get_report_values(docids, data)
        words = self.env["cdht.assessment"]._words("_form_values")
        # An office's own words, as on the forms of its people.
        office = self.env.user.cdht_unit_ids[:1]
        asked = (words.paper, None, office, clock.today())
        rows = self.env["cdht.paper.wording"]._in_force_for([asked])[asked]
        said = [{"code": r.code, "kind": r.kind, "text": r.text or ""} for r in rows]
        return {
            **values,
            "papers": [
                {**form, **words.composed(said, form)}
                for of_set in values["papers"]
                for form in of_set
            ],
        }


class UnitNoticesPaper(models.AbstractModel):
    """The notices of all whom a list names and who were turned down."""

    _name = "report.cdht_module.unit_notices_paper"
    _description = "Notices to who is not recognised"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.proposal"
    _paper_method = "_notices_values"
    _paper_people = "assessment_ids"

    def _get_report_values(self, docids, data=None):
        values = super()._get_report_values(docids, data)
        notices = [one for of_list in values["papers"] for one in of_list["notices"]]
        if not notices:
            raise UserError(
                self.env._("Nobody on this list did not pass or was refused.")
            )
        return {**values, "papers": notices}


class CoverPaper(models.AbstractModel):
    """Figures by unit; by name the signatory on the list, and of the dossiers that the
    reader has those that were not recognised, with total and lowest score, and those
    scored and appraised on one device."""

    _name = "report.cdht_module.cover_paper"
    _description = "Paper of a cover note"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.decision"
    _paper_method = "_paper_cover_values"

    @api.model
    def _check_reader(self, records):
        result = super()._check_reader(records)
        if records - records._of_own_office():
            raise AccessError(
                self.env._("The cover note is for the officers of the deciding body.")
            )
        return result


class OutstandingPaper(models.AbstractModel):
    """The certificate of five years running; of others there is none."""

    _name = "report.cdht_module.outstanding_certificate_paper"
    _description = "Certificate of five years running"
    _inherit = ["report.cdht_module.certificate_paper"]

    def _get_report_values(self, docids, data=None):
        titles = self.env["cdht.recognition"].browse(docids)
        titles.check_access("read")
        outstanding = titles.filtered("is_outstanding")
        if not outstanding:
            raise UserError(
                self.env._(
                    "Nobody among those chosen holds the title five years running."
                )
            )
        return super()._get_report_values(outstanding.ids, data)


class CertificateOnBlankPaper(models.AbstractModel):
    """The same texts as on a certificate, at their places on a bought form."""

    _name = "report.cdht_module.certificate_on_blank_paper"
    _description = "Certificate on a bought form"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.recognition"
    _kind = "title"

    def _values_of(self, record):
        return record._on_blank_values(self._kind)


class OutstandingOnBlankPaper(models.AbstractModel):
    """The same for five years running."""

    _name = "report.cdht_module.outstanding_on_blank_paper"
    _description = "Certificate of five years running on a bought form"
    _inherit = ["report.cdht_module.certificate_on_blank_paper"]

    _kind = "outstanding"
