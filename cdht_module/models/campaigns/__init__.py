"""A commune's year: its dates, its units, its figures.

It may touch the rooms from foundation to papers.
"""

from . import cdht_campaign
from . import cdht_unit
from . import res_users
from . import cdht_indicator_set
