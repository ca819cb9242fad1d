from . import commendation_paper
from . import level_form_xlsx
from . import receipt_paper
from . import report_xlsx
