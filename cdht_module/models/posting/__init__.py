"""A wing: lists that hang where people read them, and objections to them.

It may touch the rooms before it; privacy forgets evidence before posting does.
"""

from . import cdht_paper_default
from . import cdht_paper_wording
from . import cdht_posting
from . import cdht_posting_paper
from . import cdht_posting_list
from . import cdht_objection
from . import cdht_letter
from . import cdht_petition
from . import cdht_assessment
from . import cdht_campaign
from . import cdht_citizen
