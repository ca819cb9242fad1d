"""A domain on a field is a rule: what its list does not offer is not linked by hand.

Every field that links and has a domain is refused here through RPC, with a record of
another commune (or kind) that its writer may read, or says why it needs no check.
"""

from lxml import etree

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from ..matrix_world import World

# (model, field): (the steps that bring a draft at home, what is of elsewhere); the
# signatories of papers are added by `LinksCase.cases`.
CASES = {
    ("cdht.activity", "task_id"): ("activity", lambda w: w.theirs["cdht.plan.task"]),
    ("cdht.activity", "unit_ids"): ("activity", lambda w: w.other_village),
    ("cdht.campaign", "unit_id"): ("campaign_draft", lambda w: w.village),
    ("cdht.commendation", "unit_id"): ("review", lambda w: w.other_village),
    ("cdht.consent.sheet", "unit_id"): ("consent_sheet", lambda w: w.other_village),
    ("cdht.consent.sheet", "assessment_ids"): (
        "consent_sheet", lambda w: w.theirs["cdht.assessment"],
    ),
    ("cdht.decision", "origin_id"): ("decision", lambda w: w.theirs["cdht.decision"]),
    ("cdht.decision", "campaign_id"): ("decision", lambda w: w.other_campaign),
    ("cdht.decision", "petition_ids"): (
        "decision", lambda w: w.theirs["cdht.petition"],
    ),
    ("cdht.decision", "assessment_ids"): (
        "decision", lambda w: w.theirs["cdht.assessment"],
    ),
    ("cdht.decision", "changed_recognition_ids"): (
        "decision", lambda w: w.theirs["cdht.recognition"],
    ),
    ("cdht.extract", "decision_id"): ("extract", lambda w: w.draft_decision),
    ("cdht.extract", "recognition_ids"): (
        "extract", lambda w: w.theirs["cdht.recognition"],
    ),
    ("cdht.inspection", "unit_id"): ("inspection", lambda w: w.other_village),
    ("cdht.letter", "campaign_id"): ("letter", lambda w: w.other_campaign),
    ("cdht.letter", "decision_id"): ("letter", lambda w: w.theirs["cdht.decision"]),
    ("cdht.meeting.vote", "assessment_id"): (
        "meeting", lambda w: w.theirs["cdht.assessment"],
    ),
    ("cdht.meeting.recusal", "assessment_id"): (
        "meeting", lambda w: w.theirs["cdht.assessment"],
    ),
    ("cdht.objection", "posting_list_id"): (
        "objection", lambda w: w.draft_posting.list_ids,
    ),
    ("cdht.objection", "assessment_id"): (
        "objection", lambda w: w.theirs["cdht.assessment"],
    ),
    ("cdht.level.form", "unit_id"): ("level_form", lambda w: w.village),
    ("cdht.site.column", "unit_id"): ("site_column", lambda w: w.village),
    ("cdht.petition", "campaign_id"): ("petition", lambda w: w.other_campaign),
    ("cdht.petition", "proposal_ids"): (
        "petition", lambda w: w.theirs["cdht.proposal"],
    ),
    ("cdht.petition", "assessment_ids"): (
        "petition", lambda w: w.theirs["cdht.assessment"],
    ),
    ("cdht.plan", "programme_id"): ("plan", lambda w: w.theirs["cdht.plan"]),
    ("cdht.plan.task", "part_id"): ("plan", lambda w: w.theirs["cdht.plan.part"]),
    ("cdht.plan.task", "lead_body_id"): (
        "plan", lambda w: w.theirs["cdht.plan.body"],
    ),
    ("cdht.plan.task", "body_ids"): ("plan", lambda w: w.theirs["cdht.plan.body"]),
    ("cdht.posting", "campaign_id"): ("posting", lambda w: w.other_campaign),
    ("cdht.posting.list", "unit_id"): ("posting", lambda w: w.other_village),
    ("cdht.print.batch", "report_id"): (
        "print_batch", lambda w: w.env.ref("cdht_module.report_cdht_decision"),
    ),
    ("cdht.import.sheet", "unit_id"): ("import", lambda w: w.commune),
    ("cdht.metric", "measured_as_id"): (
        "metric", lambda w: w.env["cdht.metric"].search(
            [("numerator_figure", "=", False)], limit=1,
        ),
    ),
    ("cdht.signatory", "predecessor_id"): ("person", lambda w: w.other_signatory),
    ("cdht.unit", "appraiser_unit_id"): ("settings", lambda w: w.other_village),
}  # fmt: skip
# Domains that are no limit of what somebody may do.
NO_LIMIT = {
    ("cdht.assessment", "stage_id"): "a stage of another state asks for the move",
    ("cdht.citizen", "unit_id"): "constrained by the model itself",
    ("cdht.loan", "user_id"): "managers only; who has no such role is refused",
    ("cdht.loan", "unit_id"): "constrained by the model itself",
    ("cdht.answer", "assessment_ids"): "the petition's move refuses others",
    ("cdht.appraiser", "appraiser_unit_id"): "the unit's own constraint",
    ("cdht.handover", "successor_id"): "managers only; nobody gains by their own",
    ("cdht.officer.setup", "unit_id"): "managers only, whose reach is every commune",
    ("cdht.officer.setup.line", "user_id"): "managers only; nobody gains by their own",
    ("cdht.officer.setup.line", "citizen_id"): "read access is asked for",
    ("cdht.level.form.fill", "campaign_id"): "a year's figures are its officer's alone",
    ("cdht.list.template", "unit_ids"): "of these the caller's own are taken",
    ("cdht.setup", "commune_id"): "what a step makes asks for its own rights",
    ("cdht.managers", "user_ids"): "who may give any role to anybody",
    ("cdht.transfer", "unit_id"): "the dossier's move refuses other units",
}
# Domains of views that narrow what the field offers.
IN_VIEWS = {
    ("cdht.assessment", "campaign_id"): "registration refuses years that are not open",
    ("cdht.unit", "parent_id"): "no cycles, by a constraint",
}
# Written by hand by officers but not by way of `cdht.guarded`: they have checks of
# their own.
OWN_GUARDS = {"cdht.assessment", "cdht.assessment.line", "cdht.citizen", "cdht.loan"}


class LinksCase(World, TransactionCase):
    def limited_fields(self):
        """Fields of our models that link, are stored and have a domain."""
        for name in self.env.registry:
            model = self.env[name]
            if not name.startswith("cdht.") or model._abstract or not model._auto:
                continue
            for field in model._fields.values():
                links = field.type in ("many2one", "many2many") and field.store
                if links and field.domain and not field.related:
                    yield name, field

    def cases(self):
        """Those of the table, and the signatory of every kind of paper."""
        draft = {
            "cdht.proposal": "registered",
            "cdht.commendation.petition": "asked",
            "cdht.commendation.meeting": "considered",
        }
        return CASES | {
            (paper, "signatory_id"): (
                draft.get(paper, paper.removeprefix("cdht.")),
                lambda w: w.other_signatory,
            )
            for paper in self.documents()
        }

    def guarded(self):
        return self.env.registry.descendants(["cdht.guarded"], "_inherit")


@tagged("post_install", "-at_install", "access_rights")
class TestEveryDomainIsARule(LinksCase):
    """A new field with a domain is guarded and has its case, or its reason."""

    def test_fields(self):
        found, guarded, cases = set(), self.guarded(), self.cases()
        for model, field in self.limited_fields():
            found.add((model, field.name))
            self.assertIsInstance(field.domain, str, f"{field}: write it as text")
            self.assertIn((model, field.name), cases | NO_LIMIT)
            if (model, field.name) in cases:
                self.assertIn(model, guarded, field)
        self.assertEqual(found, cases.keys() | NO_LIMIT.keys())

    def test_views(self):
        """What a view alone limits is no limit: the domain belongs to the field."""
        views = self.env["ir.ui.view"].search([("model", "=like", "cdht.%")])
        found = set()
        for view in views.filtered(lambda view: view.type != "search"):
            found |= set(_limited(self.env, view.model, etree.fromstring(view.arch)))
        self.assertEqual(found, set(IN_VIEWS))

    def test_models_written_by_hand(self):
        """What officers write is guarded: linked, given away, or typed over."""
        roles = [self.commune_user, self.chapter, self.district]
        for name in self.env.registry:
            model = self.env[name]
            if not name.startswith("cdht.") or model._abstract or model._transient:
                continue
            if any(model.with_user(user).has_access("write") for user in roles):
                self.assertIn(name, {*self.guarded(), *OWN_GUARDS})


@tagged("post_install", "-at_install", "access_rights")
class TestOfferedLinks(LinksCase):
    """An officer of two communes puts what is of one on papers of the other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both = cls.make_user(
            "t_both", "commune,manager", cls.commune | cls.other_commune
        )

    def _bring_theirs(self):
        self.theirs = {}
        for state in ("plan", "petition_issued", "decision_issued"):
            self.bring(state, "c")
            self.theirs |= self.records
        body = {"name": "Cơ quan khác", "unit_id": self.other_commune.id}
        self.theirs["cdht.plan.body"] = self.env["cdht.plan.body"].create(body)
        self.draft_decision = self.env["cdht.decision"].create(
            {"campaign_id": self.campaign.id}
        )
        self.draft_posting = self.env["cdht.posting"].create(
            {"campaign_id": self.campaign.id,
             "list_ids": [Command.create({"unit_id": self.village_2.id})]}
        )  # fmt: skip

    def test_what_is_of_elsewhere_is_refused(self):
        self._bring_theirs()
        cases = self.cases()
        states = dict.fromkeys(state for state, _elsewhere in cases.values())
        for state in states:
            with self._undone():
                self.bring(state, "h")
                for (model, name), (own_state, elsewhere) in cases.items():
                    if own_state == state:
                        with self.subTest(model=model, field=name):
                            self._try(model, name, elsewhere(self))

    def _try(self, model, name, linked):
        record = self.records[model][:1]
        self.assertTrue(linked)
        linked = linked[:1]
        is_batch = model == "cdht.print.batch"
        record = record.with_user(self.commune_user if is_batch else self.both)
        values = [linked.id]
        if record._fields[name].type == "many2many":
            values = [[Command.link(linked.id)], [Command.set(linked.ids)]]
        for value in values:
            with self._undone(), self.assertRaises(UserError) as refused:
                record.write({name: value})
                self.env.flush_all()
            # The user may read it: it is refused since the field's domain does not
            # offer it.
            self.assertNotIsInstance(refused.exception, AccessError)

    def test_letterhead_of_elsewhere(self):
        """The issuing body is the officer's own; changed, its signatory changes too."""
        self.bring("decision", "h")
        decision = self.records["cdht.decision"]
        with self.assertRaises(AccessError):
            decision.with_user(self.commune_user).issuing_unit_id = self.other_commune
        with self.assertRaises(ValidationError):
            decision.with_user(self.both).issuing_unit_id = self.other_commune
        self.bring("letter", "h")
        letter = self.records["cdht.letter"].with_user(self.both)
        letter.issuing_unit_id = self.other_commune
        self.assertEqual(letter.signatory_id, self.other_signatory)

    def test_settings_of_elsewhere(self):
        """Defaults and certificate forms are not given to another commune."""
        self.bring("certificate_blank", "h")
        blank = self.records["cdht.certificate.blank"].with_user(self.commune_user)
        theirs = blank.sudo().copy({"unit_id": self.other_commune.id})
        default = self.env["cdht.paper.default"].create(
            {"paper": "letter", "unit_id": self.commune.id}
        )
        for attempt in (
            lambda: blank.write({"unit_id": self.other_commune.id}),
            lambda: blank.line_ids.write({"blank_id": theirs.id}),
            lambda: default.with_user(self.commune_user).write(
                {"unit_id": self.other_commune.id}
            ),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_people_of_elsewhere_are_not_posted(self):
        """A notice of one's own does not name the people of another commune."""
        dossiers = self.register(
            self.make_people(self.other_village), self.other_campaign
        )
        self.carry(dossiers, "proposed", 9)
        dossiers.action_record_consent("form")
        dossiers.proposal_id.action_receive()
        values = {
            "issuing_unit_id": self.commune.id,
            "campaign_id": self.other_campaign.id,
            "list_ids": [Command.create({"unit_id": self.other_village.id})],
        }
        postings = self.env["cdht.posting"].with_user(self.commune_user)
        with self.assertRaises(AccessError):
            postings.create(values)

    def test_good_ways(self):
        """Who is in office signs; bodies of one's own carry out tasks."""
        self.bring("decision", "h")
        decision = self.records["cdht.decision"].with_user(self.commune_user)
        decision.signatory_id = self.make_signatory(self.commune)
        self.bring("plan", "h")
        task = self.records["cdht.plan.task"].with_user(self.commune_user)
        own = self.env["cdht.plan.body"].create(
            {"name": "Văn phòng", "unit_id": self.agency.id}
        )
        task.write({"lead_body_id": own.id, "body_ids": [Command.link(own.id)]})


@tagged("post_install", "-at_install", "access_rights")
class TestSuccessor(World, TransactionCase):
    """Who has signed keeps name and post; another one follows."""

    def _signed(self):
        self.bring("decision_issued", "h")
        return self.signatory.with_user(self.commune_user)

    def test_who_signed_gets_no_other_name(self):
        signatory = self._signed()
        for vals in (
            {"name": "Hoàng Văn Khác"},
            {"post": "Phó Chủ tịch"},
            {"capacity": "kt", "head_post": "Chủ tịch"},
            {"on_behalf_name": "ỦY BAN NHÂN DÂN"},
            {"unit_id": self.association.id},
        ):
            for user in (self.commune_user, self.manager):
                with (
                    self.subTest(**vals),
                    self.assertRaisesRegex(UserError, "Successor"),
                ):
                    signatory.with_user(user).write(vals)
        with self.assertRaisesRegex(UserError, "Successor"):
            signatory.sudo().name = "Hoàng Văn Khác"
        # The same words are no change; what is not on papers may change.
        signatory.write({"name": signatory.name, "sequence": 5})
        self.assertEqual(signatory.sequence, 5)

    def test_while_nothing_is_signed(self):
        self.bring("decision", "h")
        self.signatory.with_user(self.commune_user).name = "Nguyễn Văn Đúng"
        self.records["cdht.decision"].action_submit()
        with self.assertRaisesRegex(UserError, "Successor"):
            self.signatory.with_user(self.commune_user).name = "Hoàng Văn Khác"

    def test_successor(self):
        signatory = self._signed()
        action = signatory.action_make_successor()
        new = signatory.with_context(**action["context"]).create(
            {"name": "Hoàng Văn Khác", "date_from": "2026-11-01"}
        )
        self.assertEqual((new.post, new.unit_id), (signatory.post, self.commune))
        self.assertEqual(str(signatory.date_to), "2026-10-31")
        self.assertEqual(new._first_of(self.commune), {self.commune.id: signatory})
        self.assertEqual(
            self.records["cdht.decision"]._head()["signatory"], "Nguyễn Văn Mẫu"
        )
        with self.assertRaises(ValidationError):
            new.date_from = False
        with self.assertRaises(ValidationError):
            signatory.write({"date_from": "2026-05-01", "date_to": "2026-04-01"})
        with self.assertRaises(AccessError):
            self.signatory.with_user(self.chapter).action_make_successor()


def _limited(env, model, node):
    """(model, field) of the fields that a view limits by a domain, lines included."""
    for child in node:
        if not isinstance(child.tag, str):
            continue
        inner = model
        if child.tag == "field":
            name = child.get("name")
            field = env[model]._fields.get(name)
            if child.get("domain"):
                yield model, name
            inner = field.comodel_name if field and field.relational else model
        elif child.tag == "attribute" and child.get("name") == "domain":
            yield model, node.get("name")
        yield from _limited(env, inner, child)
