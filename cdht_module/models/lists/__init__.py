"""A unit's list with its minutes, and the association's petition.

It may touch the rooms from foundation to dossiers.
"""

from . import cdht_proposal
from . import cdht_proposal_moves
from . import cdht_meeting_part
from . import cdht_meeting_attendant
from . import cdht_meeting_recusal
from . import cdht_proposal_meeting
from . import cdht_petition
from . import cdht_petition_authority
from . import cdht_campaign_elsewhere
from . import cdht_proposal_turns
from . import cdht_campaign_reminders
from . import cdht_petition_turns
from . import cdht_proposal_paper
from . import cdht_proposal_forms
from . import cdht_petition_paper
