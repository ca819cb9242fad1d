"""Criteria sets, their indicators and groups: the rule that judges a dossier.

It may touch foundation and units.
"""

from . import cdht_labour_group
from . import cdht_indicator_part
from . import cdht_indicator_set
from . import cdht_indicator_criterion
from . import cdht_indicator
from . import cdht_indicator_guide
