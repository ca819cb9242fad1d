"""The dossier of a person and a year, its ten lines and files, its moves.

It may touch the rooms from foundation to campaigns; closing a year lies here.
"""

from . import cdht_campaign_closing
from . import cdht_stage
from . import cdht_assessment
from . import cdht_assessment_registration
from . import cdht_assessment_guards
from . import cdht_assessment_moves
from . import cdht_assessment_drag
from . import cdht_assessment_authority
from . import cdht_assessment_line
from . import cdht_assessment_line_files
from . import cdht_assessment_line_wording
from . import cdht_assessment_failure
from . import cdht_assessment_facts
from . import cdht_assessment_near
from . import cdht_assessment_form
from . import cdht_assessment_device
from . import ir_attachment
