"""The decision with its cover note, the titles and their certificates.

The last room of the way: it may touch all rooms before it, and no wing.
"""

from . import cdht_decision
from . import cdht_decision_guards
from . import cdht_decision_moves
from . import cdht_decision_signature
from . import cdht_decision_paper
from . import cdht_decision_certificates
from . import cdht_decision_annex
from . import cdht_decision_cover_paper
from . import cdht_decision_own_names
from . import cdht_decision_verified
from . import cdht_decision_cover
from . import cdht_decision_turns
from . import cdht_recognition
from . import cdht_recognition_changes
from . import cdht_certificate_blank
from . import cdht_certificate_line
from . import cdht_recognition_certificate
from . import cdht_recognition_printed
from . import cdht_recognition_verified
