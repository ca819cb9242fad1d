from . import paper_feed
from . import decision_paper
from . import letter_paper
from . import workbook
from . import personal_data_xlsx
from . import proposal_xlsx
from . import statistics_xlsx
