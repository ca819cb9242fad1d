"""A wing: consent, requests about personal data, erasure, retention.

It may touch the rooms of the way, and letters.
"""

from . import cdht_paper_wording
from . import cdht_citizen
from . import cdht_campaign
from . import cdht_assessment
from . import cdht_proposal
from . import cdht_data_request
from . import cdht_consent_sheet
