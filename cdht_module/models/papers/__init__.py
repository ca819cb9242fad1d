"""What every paper is: document, register, prints, verification, batches, wording.

It may touch foundation, units, criteria and people.
"""

from . import cdht_paper_default
from . import cdht_paper_wording
from . import cdht_act
from . import cdht_worded
from . import cdht_beside
from . import cdht_kept_file
from . import cdht_print
from . import cdht_paper_feed
from . import cdht_signed_copy
from . import cdht_signed
from . import cdht_verified
from . import cdht_paper_finding
from . import cdht_checked
from . import cdht_document
from . import cdht_document_entry
from . import cdht_unit
from . import cdht_document_paper
from . import cdht_paper_line
from . import cdht_paper_part
from . import ir_actions_report
from . import cdht_stepwise
from . import cdht_print_batch
from . import cdht_print_part
from . import cdht_verify_miss
from . import cdht_signatory
