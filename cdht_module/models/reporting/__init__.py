"""A wing: reports, the review of five years, commendations.

It takes what figures, plan and inspection say, once, and keeps it.
"""

from . import cdht_reporting
from . import cdht_reporting_part
from . import cdht_bonus_rate
from . import cdht_certificate_blank
from . import cdht_certificate_line
from . import cdht_paper_default
from . import cdht_paper_wording
from . import cdht_report
from . import cdht_report_line
from . import cdht_report_part
from . import cdht_report_text
from . import cdht_campaign
from . import cdht_review
from . import cdht_review_moves
from . import cdht_review_part
from . import cdht_commendation_dossier
from . import cdht_commendation_petition
from . import cdht_commendation_meeting
from . import cdht_commendation
from . import cdht_decision
from . import cdht_citizen
from . import cdht_level_form
from . import cdht_level_form_cell
