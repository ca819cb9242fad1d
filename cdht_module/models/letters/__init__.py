"""A wing: letters, invitations, extracts from decisions.

It may touch the rooms of the way, up to decisions.
"""

from . import cdht_paper_default
from . import cdht_paper_wording
from . import cdht_letter
from . import cdht_decision
from . import cdht_extract
from . import cdht_campaign
from . import cdht_proposal
