"""A wing: population, metrics, statistics, progress and the dashboard.

It reads the rooms before it and writes to none of them.
"""

from . import cdht_population
from . import cdht_campaign
from . import cdht_statistic
from . import cdht_metric
from . import cdht_progress
from . import cdht_assessment
from . import res_users
