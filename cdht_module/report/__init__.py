from . import papers
from . import workbook
from . import lists
from . import privacy
from . import figures
from . import reporting
from . import filing
from . import portal
