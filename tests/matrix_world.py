"""What the access matrix is walked with: records of every state, in three places.

Home is the village and the commune of the acting officers; then a neighbouring
village of the same commune; then a village of a second commune.
"""

from odoo.fields import Command

from .common import MINUTES, CommuneMixin
from .matrix_calls import NEW

PLACES = {"h": "home", "n": "neighbouring unit", "c": "second commune"}


class World(CommuneMixin):
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
        cls.association_user = cls.make_user(
            "t_association", "commune", cls.association
        )
        cls.other_signatory = cls.make_signatory(cls.other_commune)
        cls.plain_user = cls.env["res.users"].create(
            {"login": "t_plain", "name": "t_plain", "group_ids": [
                Command.set([cls.env.ref("base.group_user").id])]}
        )  # fmt: skip

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
            getattr(self, f"_bring_{step}")()

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
        ground["petition"] = (*ground["received"], "petition")
        ground["petition_issued"] = (*ground["petition"], "petition_issued")
        ground["petition_above"] = (*ground["received"], "petition_above")
        ground["decision"] = (*ground["received"], "decision")
        ground["decision_submitted"] = (*ground["decision"], "decision_submitted")
        ground["decision_issued"] = (*ground["decision_submitted"], "decision_issued")
        ground["campaign_open"] = ()
        ground["settings"] = ("settings",)
        ground["campaign_draft"] = ("campaign_draft",)
        ground["paper_default"] = ("paper_default",)
        ground["empty_list"] = ("empty_list",)
        ground["import"] = ("import",)
        ground["windows"] = ("windows",)
        ground["answer"] = (*ground["petition_above"], "answer")
        ground["withdrawn"] = ("registered", "withdrawn")
        return ground.get(state, ())

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
        return self.make_unit("Thôn Chưa Có", parent=self.unit.commune_id)

    def _bring_paper_default(self):
        self.records["cdht.paper.default"] = self.env["cdht.paper.default"].create(
            NEW["cdht.paper.default"](self)
        )

    def _bring_empty_list(self):
        self.records["cdht.proposal"] = self.env["cdht.proposal"].create(
            NEW["cdht.proposal"](self)
        )

    def _bring_import(self):
        record = self.env["cdht.import"].create(NEW["cdht.import"](self))
        self.records["cdht.import"] = record
        for model in ("cdht.import.sheet", "cdht.import.issue"):
            self.records[model] = self.env[model].create(NEW[model](self))

    def _bring_windows(self):
        """Windows that another officer has open."""
        self._bring_registered()
        for model in ("cdht.reason", "cdht.transfer"):
            self.records[model] = self.env[model].create(NEW[model](self))

    def _bring_answer(self):
        self.records["cdht.answer"] = self.env["cdht.answer"].create(
            NEW["cdht.answer"](self)
        )

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
