"""A wing: inspections and the sample that they look at.

It may touch the rooms before it.
"""

from . import cdht_paper_default
from . import cdht_paper_wording
from . import cdht_decision
from . import cdht_assessment
from . import cdht_inspection
from . import cdht_inspection_sample
from . import cdht_citizen
from . import cdht_plan
