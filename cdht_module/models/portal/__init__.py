"""A wing: people's own pages, their slips and codes, registering oneself.

It may touch the rooms before it.
"""

from . import res_users_slips
from . import cdht_slip
from . import cdht_citizen_invitations
from . import cdht_citizen_page
from . import cdht_citizen_seen
from . import cdht_campaign_registration
from . import cdht_campaign_evidence
from . import cdht_assessment_own
from . import cdht_assessment_page
from . import cdht_assessment_receipt
from . import cdht_assessment_line_own
from . import cdht_assessment_line_uploads
from . import cdht_verify_miss
from . import cdht_form_key
from . import cdht_assessment_key
from . import cdht_invitation
from . import cdht_campaign_public
