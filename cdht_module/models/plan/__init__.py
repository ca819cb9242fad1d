"""A wing: the plan with its targets, tasks and money, and its activities.

It may touch the rooms before it; it measures its targets by figures.
"""

from . import cdht_money_line
from . import cdht_plan_body
from . import cdht_decision
from . import cdht_letter
from . import cdht_paper_default
from . import cdht_paper_wording
from . import cdht_plan
from . import cdht_plan_paper
from . import cdht_plan_part
from . import cdht_plan_task
from . import cdht_plan_target
from . import cdht_plan_cost
from . import cdht_plan_contribution
from . import cdht_activity
from . import cdht_activity_attendant
from . import cdht_campaign
from . import cdht_progress
