from . import papers
from . import workbook
from . import personal_data_xlsx
from . import proposal_xlsx
from . import statistics_xlsx
from . import report_xlsx
