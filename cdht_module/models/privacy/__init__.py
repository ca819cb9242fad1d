"""A wing: consent, requests about personal data, erasure, retention.

It may touch the rooms of the way, and letters.
"""

from . import cdht_citizen_anonymise
from . import cdht_citizen_consent
from . import cdht_campaign_basis
from . import cdht_campaign_consent
from . import cdht_campaign_retention
from . import cdht_assessment_consent
from . import cdht_assessment_evidence
from . import cdht_data_request
from . import cdht_consent_sheet
