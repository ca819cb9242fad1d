from . import receipt_paper
from . import report_xlsx
