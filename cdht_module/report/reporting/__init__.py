from . import commendation_paper
from . import receipt_paper
from . import report_xlsx
