"""A wing: people's own pages, their slips and codes, registering oneself.

It may touch the rooms before it.
"""

from . import res_users
from . import cdht_slip
from . import cdht_citizen
from . import cdht_campaign
from . import cdht_assessment
from . import cdht_assessment_line
from . import cdht_form_key
from . import cdht_invitation
