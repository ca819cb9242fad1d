"""The decision with its cover note, the titles and their certificates; whom to ask.

The last room of the way: it may touch all rooms before it, and no wing.
"""

from . import cdht_base_salary
from . import cdht_bonus_rate
from . import cdht_paper_default
from . import cdht_paper_wording
from . import cdht_decision
from . import cdht_decision_moves
from . import cdht_decision_bonus
from . import cdht_decision_receipt
from . import cdht_decision_paper
from . import cdht_decision_cover
from . import cdht_recognition
from . import cdht_certificate_blank
from . import cdht_certificate_line
from . import cdht_recognition_certificate
from . import cdht_citizen
from . import cdht_campaign
from . import cdht_petition
from . import cdht_asking
