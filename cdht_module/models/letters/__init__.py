"""A wing: letters, invitations, extracts from decisions.

It may touch the rooms of the way, up to decisions.
"""

from . import cdht_letter
from . import cdht_letter_paper
from . import cdht_decision_letters
from . import cdht_extract
from . import cdht_extract_paper
from . import cdht_decision_extracts
from . import cdht_campaign_letters
