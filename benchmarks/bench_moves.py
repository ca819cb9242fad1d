"""What a dossier costs on its way in a batch of 1000 and in one of 100.

Each batch is one village's list, moved by the commune's officer from registering to
the decision. A ratio of 1 says that no move grows with the number of people.
"""

import gc
import time
from contextlib import contextmanager

from odoo.fields import Command

SIZES = (100, 1000)
ROUNDS = 2
YEAR = 2026


def run(env):
    """Print seconds of each move at both sizes, then the ratio per dossier."""
    _Way(env, "warm-up").go(20)
    best = {}
    for number in range(ROUNDS):
        for size in SIZES:
            way = _Way(env, f"{number}-{size}")
            way.go(size)
            if sum(way.seconds.values()) < sum(best.get(size, {"": 1e9}).values()):
                best[size] = way.seconds
    small, large = (best[size] for size in SIZES)
    print(f"moves_1000_vs_100: seconds of {ROUNDS} rounds' best, by move")
    for move in small:
        print(f"  {move:10} {small[move]:7.3f} {large[move]:7.3f}")
    totals = [sum(best[size].values()) for size in SIZES]
    per_dossier = [total / size for total, size in zip(totals, SIZES, strict=True)]
    for size, total, each in zip(SIZES, totals, per_dossier, strict=True):
        print(f"  {size} dossiers {total:.2f} s, {each * 1000:.2f} ms each")
    print(f"moves_1000_vs_100 {per_dossier[1] / per_dossier[0]:.2f}")


class _Way:
    """One commune with one village, its officer and its year."""

    def __init__(self, env, name):
        Unit = env["cdht.unit"]
        commune = Unit.create({"name": f"Xã {name}", "unit_type": "commune"})
        self.village = Unit.create({"name": f"Thôn {name}", "parent_id": commune.id})
        association = Unit.create(
            {
                "name": f"Hội {name}",
                "unit_type": "association",
                "parent_id": commune.id,
            }
        )
        officer = env["res.users"].create(
            {
                "name": f"Cán bộ {name}",
                "login": f"bench-{name}",
                "cdht_not_resident": True,
                "group_ids": [
                    Command.link(env.ref("base.group_user").id),
                    Command.link(env.ref("cdht_module.group_cdht_commune").id),
                ],
            }
        )
        commune.user_ids = officer
        self.env = env(user=officer.id, su=False)
        self.campaign = self.env["cdht.campaign"].create(
            {"unit_id": commune.id, "year": YEAR}
        )
        self.campaign.action_open()
        self.signatory = self.env["cdht.signatory"].create(
            {"name": "Nguyễn Văn Mẫu", "unit_id": commune.id, "post": "Chủ tịch"}
        )
        self.association, self.seconds = association, {}

    @contextmanager
    def _timed(self, move):
        self.env.flush_all()
        self.env.invalidate_all()
        gc.collect()
        start = time.perf_counter()
        yield
        self.env.flush_all()
        self.seconds[move] = time.perf_counter() - start

    def go(self, size):
        """Move ``size`` people's dossiers from registering to the decision."""
        people = self.env["cdht.citizen"].create(
            [{"name": f"Người Thứ {n}", "unit_id": self.village.id, "birth_year": 1980}
             for n in range(size)]
        )  # fmt: skip
        with self._timed("register"):
            dossiers = self.campaign.action_register(people.ids)
        dossiers.line_ids.write({"self_score": 8})
        with self._timed("submit"):
            dossiers.action_submit()
        dossiers.action_fill_appraised()
        with self._timed("appraise"):
            dossiers.action_appraise()
        proposal = dossiers.proposal_id
        proposal.write(
            {
                "meeting_date": f"{YEAR}-11-15",
                "meeting_place": "Nhà văn hóa",
                "meeting_chair": "Lý Văn Mẫu",
                "meeting_secretary": "Chu Thị Mẫu",
                "meeting_present": 9,
                "meeting_total": 12,
            }
        )
        with self._timed("propose"):
            proposal.action_submit()
        proposal.action_receive()
        petition = self.env["cdht.petition"].create(
            {
                "campaign_id": self.campaign.id,
                "issuing_unit_id": self.association.id,
                "proposal_ids": proposal.ids,
                "number": "03",
                "date": f"{YEAR}-12-02",
            }
        )
        with self._timed("petition"):
            petition.action_issue()
        decision = self.env["cdht.decision"].create(
            {
                "campaign_id": self.campaign.id,
                "petition_ids": petition.ids,
                "signatory_id": self.signatory.id,
            }
        )
        decision.action_submit()
        decision.write({"number": "215", "date": f"{YEAR}-12-10"})
        with self._timed("decide"):
            decision.action_issue()
