from . import register_papers
from . import outgoing_xlsx
from . import site_xlsx
