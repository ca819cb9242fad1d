"""The dossier of a person and a year, its ten lines and files, its moves.

It may touch the rooms from foundation to campaigns; closing a year lies here.
"""

from . import cdht_campaign
from . import cdht_stage
from . import cdht_assessment
from . import cdht_assessment_moves
from . import cdht_assessment_entry
from . import cdht_assessment_receipt
from . import cdht_assessment_paper
from . import cdht_indicator_set
from . import cdht_paper_wording
from . import cdht_assessment_line
from . import ir_attachment
from . import ir_binary
from . import cdht_citizen
