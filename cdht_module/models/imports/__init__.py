"""A wing: lists that come in as workbooks.

It may touch all other rooms; none touches it.
"""

from . import cdht_import
from . import cdht_import_check
from . import cdht_import_file
from . import cdht_import_people
from . import cdht_import_reading
from . import cdht_import_steps
from . import cdht_import_undo
from . import cdht_import_assessment
from . import cdht_import_recognition
from . import cdht_import_population
from . import cdht_import_template
from . import cdht_import_sheet
from . import cdht_import_column
from . import cdht_import_issue
from . import cdht_import_correction
from . import cdht_import_row
from . import cdht_import_layout
from . import cdht_campaign
from . import cdht_proposal
from . import ir_binary
from . import cdht_citizen
from . import ir_attachment
