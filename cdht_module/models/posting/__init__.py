"""A wing: lists that hang where people read them, and objections to them.

It may touch the rooms before it; privacy forgets evidence before posting does.
"""

from . import cdht_posting
from . import cdht_posting_list
from . import cdht_posting_paper
from . import cdht_posting_public
from . import cdht_objection
from . import cdht_objection_moves
from . import cdht_objection_paper
from . import cdht_objection_public
from . import cdht_posting_objections
from . import cdht_posting_list_objections
from . import cdht_assessment_objections
from . import cdht_campaign_postings
from . import cdht_campaign_objections
