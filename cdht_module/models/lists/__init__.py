"""A unit's list with its minutes, and the association's petition.

It may touch the rooms from foundation to dossiers.
"""

from . import cdht_proposal
from . import cdht_meeting_part
from . import cdht_meeting_about
from . import cdht_meeting_attendant
from . import cdht_meeting_recusal
from . import cdht_meeting_vote
from . import cdht_paper_default
from . import cdht_paper_wording
from . import cdht_petition
from . import cdht_petition_check
from . import cdht_campaign
from . import cdht_unit
from . import cdht_proposal_entry
from . import cdht_proposal_paper
from . import cdht_proposal_text
