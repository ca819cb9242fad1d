"""The records on which the access matrix is tested: every state, in three places.

Home is the village and the commune of the acting officers; then a neighbouring
village of the same commune; then a village of a second commune.
"""

from contextlib import contextmanager

from odoo.addons.cdht_module.models.papers.cdht_verified import ADDRESS

from .common import MINUTES, CommuneMixin, scanned
from .matrix_calls import NEW
from .matrix_table import roles
from .matrix_wings import WingsWorld

PLACES = {"h": "home", "n": "neighbouring unit", "c": "second commune"}


class World(WingsWorld, CommuneMixin):
    """Mix in; ``bring(state, place)`` makes the records that an operation needs.

    The records are found by their model: ``self.records["cdht.assessment"]``.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_association = cls.make_unit(
            "Hội Khuyến học xã Bên", "association", cls.other_commune
        )
        cls.other_village_2 = cls.make_unit("Thôn Bên Kia", parent=cls.other_commune)
        cls.other_campaign = cls.env["cdht.campaign"].create(
            {"unit_id": cls.other_commune.id, "year": cls.campaign.year}
        )
        cls.other_campaign.action_open()
        years = cls.campaign | cls.other_campaign
        years.registration_deadline = cls.campaign.self_deadline
        cls.env["ir.config_parameter"].set_param(ADDRESS, "https://xa-mau.example")
        cls.users = {name: cls._user_of(name, *who) for name, who in roles().items()}
        cls.other_signatory = cls.make_signatory(cls.other_commune)

    @classmethod
    def _user_of(cls, column, role, unit):
        """Who tries a column of the matrix."""
        user = cls.env["res.users"].search([("login", "=", f"t_{column}")])
        return user or cls.make_user(f"t_{column}", role, unit and getattr(cls, unit))

    @contextmanager
    def _undone(self):
        """Whatever happens inside leaves no trace, in the database or in memory."""
        savepoint = self.env.cr.savepoint()
        try:
            yield
        finally:
            savepoint.close(rollback=True)

    def _place(self, place):
        """Unit, commune, campaign, association and signatory of a place."""
        if place == "c":
            return (
                self.other_village,
                self.other_commune,
                self.other_campaign,
                self.other_association,
                self.other_signatory,
            )
        unit = self.village if place == "h" else self.village_2
        return unit, self.commune, self.campaign, self.association, self.signatory

    @classmethod
    def documents(cls):
        """The models of all kinds of papers."""
        names = cls.env.registry.descendants(["cdht.document"], "_inherit")
        return {name for name in names if not cls.env[name]._abstract}

    def bring(self, state, place):
        """Make the records of ``state`` in ``place``; at home it is the citizen's."""
        unit, commune, campaign, association, signatory = self._place(place)
        self.unit, self.campaign_here, self.association_here = (
            unit, campaign, association,
        )  # fmt: skip
        self.signatory_here = signatory
        self.person = self.make_people(unit)
        if place == "h":
            self.give_login(self.person, self.citizen_user)
        self.records = {
            "cdht.unit": unit,
            "cdht.campaign": campaign,
            "cdht.citizen": self.person,
            "cdht.signatory": signatory,
        }
        for step in self._way_to(state):
            self._bring(step)

    def _bring(self, step):
        """By the step's own method; of a paper that has none, a new one."""
        own = getattr(self, f"_bring_{step}", None)
        if own:
            own()
        else:
            self._new(f"cdht.{step}")

    def _way_to(self, state):
        """The steps that lead to ``state``, each the next one's ground."""
        ground = {
            "registered": ("registered",),
            "scored": ("registered", "scored"),
            "self_assessed": ("registered", "scored", "self_assessed"),
            "judged": ("registered", "scored", "self_assessed", "judged"),
        }
        ground["appraised"] = (*ground["judged"], "appraised")
        ground["ready"] = (*ground["appraised"], "ready")
        ground["sent"] = (*ground["ready"], "sent")
        ground["received"] = (*ground["sent"], "received")
        ground["no_people"] = ("registered", "no_people")
        ground["nobody"] = (*ground["no_people"], "nobody")
        ground["sent_back"] = (*ground["received"], "sent_back")
        ground["moved_person"] = ("registered", "moved_person")
        ground["turned_down"] = (*ground["received"], "turned_down")
        ground["petition"] = (*ground["received"], "petition")
        ground["petition_issued"] = (*ground["petition"], "petition_issued")
        ground["petition_above"] = (*ground["received"], "petition_above")
        ground["decision"] = (*ground["received"], "decision")
        ground["decision_submitted"] = (*ground["decision"], "decision_submitted")
        ground["decision_issued"] = (*ground["decision_submitted"], "decision_issued")
        ground["decision_outstanding"] = ("five", *ground["decision_issued"])
        ground["print_batch"] = ("registered", "print_batch")
        ground["certificate_blank"] = ("certificate_blank",)
        ground["act"] = ("act",)
        ground["paper_finding"] = (
            *ground["decision"], "paper_default", "paper_finding",
        )  # fmt: skip
        ground["signed_copy"] = (*ground["decision_issued"], "signed_copy")
        ground["printed"] = (*ground["decision"], "printed")
        ground["answer"] = (*ground["petition_above"], "answer")
        ground["consent_sheet"] = ("registered", "consent_sheet")
        ground["meeting"] = ("registered", "meeting")
        ground["consented"] = ("registered", "consented")
        ground["elsewhere"] = (*ground["received"], "elsewhere")
        ground["own_name"] = (
            "registered", "companion", *ground["decision"][1:], "own_name",
        )  # fmt: skip
        ground["form_key"] = ("registered", "form_key")
        ground["withdrawn"] = ("registered", "withdrawn")
        ground["posting"] = (*ground["received"], "posting")
        ground["posting_issued"] = (*ground["received"], "posting_issued")
        ground["extract"] = (*ground["decision_issued"], "extract")
        ground["extract_issued"] = (*ground["extract"], "extract_issued")
        known = hasattr(self, f"_bring_{state}") or f"cdht.{state}" in self.documents()
        return ground.get(state, (state,) if known else ())

    def _bring_settings(self):
        """Settings that no year uses yet, so that they may still change."""
        copy = self.env["cdht.indicator.set"].browse(
            self.rule.action_new_version()["res_id"]
        )
        self.records.update(
            {
                "cdht.indicator.set": copy,
                "cdht.indicator.criterion": copy.criterion_ids[0],
                "cdht.indicator": copy.indicator_ids[0],
                "cdht.indicator.guide": self.env["cdht.indicator.guide"].create(
                    {
                        "indicator_id": copy.indicator_ids[0].id,
                        "labour_group_id": self.new_group().id,
                    }
                ),
                "cdht.labour.group": self.new_group(),
                "cdht.ethnicity": self.env["cdht.ethnicity"].create({"name": "Mẫu"}),
                "cdht.stage": self.env["cdht.stage"].create(
                    {"name": "Mẫu", "state": "registered"}
                ),
                "cdht.unit": self.make_unit("Thôn Mới"),
                "cdht.authority": self.env["cdht.authority"].create(
                    {"unit_type": "school", "authority_id": self.commune.id}
                ),
            }
        )

    def new_group(self):
        """A labour group that nobody is in."""
        number = next(self.numbers)
        return self.env["cdht.labour.group"].create(
            {"code": f"M{number}", "name": f"Nhóm mẫu {number}"}
        )

    def new_indicator(self):
        """An indicator that a dossier of the year does not have."""
        copy = self.rule.action_new_version()["res_id"]
        return self.env["cdht.indicator.set"].browse(copy).indicator_ids[0]

    def empty_unit(self):
        """A unit of the same commune without a list."""
        return self.make_unit(
            f"Thôn Chưa Có {next(self.numbers)}", parent=self.unit.commune_id
        )

    def _bring_five(self):
        """Who has held the title four years holds it for the fifth with this one."""
        self.make_titles(self.person, range(2022, 2026))

    def _bring_print_batch(self):
        """What the commune's officer of the first place is about to print."""
        batches = self.env(user=self.commune_user)["cdht.print.batch"].sudo()
        self.records["cdht.print.batch"] = batches.create(
            NEW["cdht.print.batch"](self)
        ).sudo(False)
        self._new("cdht.print.part")

    def _bring_certificate_blank(self):
        self._new("cdht.certificate.blank")
        self._new("cdht.certificate.line")

    def _bring_trace_chain(self):
        self._new("cdht.trace.chain")

    def _bring_act(self):
        self._new("cdht.act")

    def _bring_base_salary(self):
        self._new("cdht.base.salary")

    def _bring_bonus_rate(self):
        self._new("cdht.bonus.rate")

    def _bring_paper_default(self):
        self._new("cdht.paper.default")

    def _bring_paper_wording(self):
        self._new("cdht.paper.wording")

    def _bring_empty_list(self):
        self._new("cdht.proposal")

    def _bring_import(self):
        for model in ("cdht.import", "cdht.import.sheet", "cdht.import.issue",
                      "cdht.import.column", "cdht.import.correction",
                      "cdht.import.row", "cdht.import.layout"):  # fmt: skip
            self._new(model)

    def _bring_asking(self):
        """Somebody without a dossier."""
        self.env.flush_all()
        self.records["cdht.asking"] = self.env["cdht.asking"].browse(self.person.id)

    def _bring_twin(self):
        """Two people side by side, neither of them with a login."""
        self.person = self.make_people(self.unit)
        self._new("cdht.twin")
        pair = self.records["cdht.twin"]
        self.records["cdht.citizen"] = pair.citizen_id | pair.other_id

    def _bring_twin_apart(self):
        self._bring_twin()
        self.records["cdht.twin"].action_keep_apart()

    def _bring_merge(self):
        """A person into whose record another one was taken."""
        self._bring_twin()
        self.records["cdht.twin"].action_merge()
        self.person = self.records["cdht.citizen"].exists()
        self.records["cdht.citizen"] = self.person
        self.records["cdht.merge"] = self.person.merge_ids

    def _bring_import_done(self):
        self._bring_import()
        self.records["cdht.import"].sudo().write(
            {"state": "done", "undo": [{"made": {}, "changed": {}, "trace": 0}]}
        )

    def _bring_import_undone(self):
        self._bring_import()
        self.records["cdht.import"].sudo().state = "undone"

    def _bring_import_rest(self):
        """An import with a sheet that fits no unit, left out."""
        self._bring_import_done()
        # sudo: move: what an import writes itself
        self.records["cdht.import"].sheet_ids.sudo().is_waiting = True

    def _bring_import_stopped(self):
        self._bring_import()
        self.records["cdht.import"].sudo().state = "stopped"

    def _bring_windows(self):
        """Windows that another officer has open."""
        self._bring_registered()
        for model in ("cdht.reason", "cdht.transfer", "cdht.remind",
                      "cdht.list.template",
                      "cdht.paper.words", "cdht.paper.words.line",
                      "cdht.word.return", "cdht.word.return.line",
                      "cdht.register.entry",
                      "cdht.identity.change"):  # fmt: skip
            self._new(model)

    def _bring_answer(self):
        self._new("cdht.answer")

    def _bring_companion(self):
        """A second person, carried along on the same papers."""
        self.dossier |= self.register(self.make_people(self.unit), self.campaign_here)

    def _bring_consented(self):
        self.dossier.action_record_consent("form")

    def _bring_elsewhere(self):
        """The province recognises the people of this unit."""
        self.env["cdht.authority"].create(
            {"unit_id": self.unit.id, "authority_id": self.province.id}
        )

    def _bring_consent_sheet(self):
        self._new("cdht.consent.sheet")

    def _bring_data_request(self):
        self._new("cdht.data.request")

    def _bring_identity_reading(self):
        self._new("cdht.identity.reading")

    def _bring_meeting(self):
        self._new("cdht.meeting.attendant")
        self._new("cdht.meeting.recusal")
        self._new("cdht.meeting.vote")

    def _bring_posting(self):
        self.dossier.sudo().action_record_consent("form")
        self._new("cdht.posting")
        self.records["cdht.posting.list"] = self.records["cdht.posting"].list_ids

    def _bring_posting_issued(self):
        self._bring_posting()
        self.records["cdht.posting"].action_issue()

    # -- officers --------------------------------------------------------------------

    def _bring_officers(self):
        """The chapter's officer of the place, lent and with a slip."""
        users = {
            self.village: self.chapter,
            self.village_2: self.chapter_2,
            self.other_village: self.chapter_other,
        }
        self.officer = self.records["res.users"] = users[self.unit]
        self._new("cdht.loan")
        self.env["cdht.slip"]._issue(self.officer)
        self.records["cdht.slip"] = self.env["cdht.slip"].search([], limit=1)

    def _bring_newcomer(self):
        """Somebody without a login."""
        self.records["cdht.citizen"] = self.make_people(self.unit)

    def _bring_invited(self):
        self.env["cdht.invitation"]._issue(self.make_people(self.unit))
        slips = self.env["cdht.invitation"].search([], limit=1)
        self.records["cdht.invitation"] = slips

    def _bring_form_key(self):
        self.records["cdht.form.key"] = self.env["cdht.form.key"]._issue(self.dossier)

    def _bring_place(self):
        self.records["cdht.place"] = self.env["cdht.place"].search([], limit=1)

    def _bring_officer_windows(self):
        """Windows about officers that somebody else has open."""
        self._bring_officers()
        for model in ("cdht.appraiser", "cdht.handover", "cdht.own.person",
                      "cdht.officer.setup", "cdht.officer.setup.line",
                      "cdht.setup", "cdht.managers", "cdht.slip.sheet"):  # fmt: skip
            self._new(model)
            self.env.flush_all()

    def _bring_own_name(self):
        """The signatory's own name stands in the draft decision."""
        self.signatory_here.citizen_id = self.person
        self.env["cdht.signatory"].create(
            {
                "name": "Hoàng Thị Mẫu",
                "unit_id": self.unit.commune_id.id,
                "post": "Phó Chủ tịch",
                "head_post": "Chủ tịch",
                "capacity": "kt",
            }
        )

    def _new(self, model):
        self.records[model] = self.env[model].create(NEW[model](self))

    def somebody_new(self):
        """By what somebody without a login is found."""
        person = self.somebody = self.make_people(self.unit)
        return {"name": person.name, "birth_year": person.birth_year}

    def nobody_listed(self):
        """Whom a window names, by ``somebody_new``, is on no list any more."""
        self.somebody.name = "Đã Đổi Tên"
        return ()

    def transfer_target(self):
        """Another unit of the same commune that has people."""
        if self.unit == self.other_village:
            return self.other_village_2.id
        return (self.village_2 if self.unit == self.village else self.village).id

    def _bring_campaign_draft(self):
        self.records["cdht.campaign"] = self.env["cdht.campaign"].create(
            {"unit_id": self.unit.commune_id.id, "year": 2031}
        )

    # -- a dossier and its list ------------------------------------------------------

    def _bring_registered(self):
        dossier = self.register(self.person, self.campaign_here)
        self.records.update(
            {
                "cdht.assessment": dossier,
                "cdht.assessment.line": dossier.line_ids[0],
                "cdht.proposal": dossier.proposal_id,
            }
        )
        self.dossier, self.list = dossier, dossier.proposal_id
        self.records["cdht.trace"] = self.traces(dossier)[:1]

    def newcomer_on_the_list(self):
        """Somebody of whom no vote is counted yet."""
        dossier = self.register(self.make_people(self.unit), self.campaign_here)
        # A list that was sent takes nobody by itself.
        dossier.proposal_id = self.list
        return dossier

    def _bring_scored(self):
        self.score(self.dossier, "self_score", 8)

    def _bring_self_assessed(self):
        self.dossier.action_submit()

    def _bring_judged(self):
        self.dossier.action_fill_appraised()

    def _bring_appraised(self):
        self.dossier.action_appraise()

    def _bring_ready(self):
        self.list.write(MINUTES)

    def _bring_sent(self):
        self.list.action_submit()

    def _bring_received(self):
        self.list.action_receive()

    def _bring_no_people(self):
        self.dossier.action_withdraw("Đăng ký nhầm")

    def _bring_nobody(self):
        self.records["cdht.proposal"].action_declare_nobody()

    def _bring_sent_back(self):
        self.list.action_return("Lý do")

    def _bring_moved_person(self):
        self.person.unit_id = self.transfer_target()

    def _bring_turned_down(self):
        self.dossier.action_refuse("Lý do")

    def _bring_withdrawn(self):
        self.dossier.action_withdraw("Lý do")

    # -- papers ----------------------------------------------------------------------

    def _bring_petition(self, **vals):
        self.records["cdht.petition"] = self.make_petition(
            self.list,
            campaign_id=self.campaign_here.id,
            issuing_unit_id=self.association_here.id,
            **vals,
        )

    def _bring_letter_issued(self):
        self._new("cdht.letter")
        self.records["cdht.letter"].action_issue()

    def _bring_extract_issued(self):
        self.records["cdht.extract"].action_issue()

    def _bring_petition_issued(self):
        self.records["cdht.petition"].action_issue()

    def _bring_petition_above(self):
        self._bring_petition(
            addressee_unit_id=self.province.id,
        )
        petition = self.records["cdht.petition"]
        petition.issuing_unit_id = self.campaign_here.unit_id
        petition.action_issue()

    def _bring_decision(self):
        self.records["cdht.decision"] = self.make_decision(
            self.dossier,
            campaign_id=self.campaign_here.id,
            signatory_id=self.signatory_here.id,
        )

    def _bring_decision_submitted(self):
        decision = self.records["cdht.decision"]
        decision.action_submit()
        decision.write({"number": str(next(self.numbers)), "date": "2026-12-10"})

    def _bring_decision_issued(self):
        decision = self.records["cdht.decision"]
        decision.action_issue()
        self.records["cdht.recognition"] = decision.recognition_ids

    def _bring_paper_finding(self):
        """A doubt of the commune's own settings, found in its decision."""
        self.records["cdht.paper.default"].to_confirm = "Cần xác nhận: mẫu."
        self._new("cdht.paper.finding")

    def _bring_signed_copy(self):
        """The scan of the signed decision."""
        self.records["cdht.decision"].signed_file = scanned()
        self.records["cdht.signed.copy"] = self.records["cdht.decision"].signed_copy_ids

    def _bring_printed(self):
        """A decision that was printed for signature, and what stands around it."""
        for model in ("cdht.print", "cdht.verify.miss", "cdht.public.address"):
            self._new(model)
        self.env.flush_all()
