from . import register_papers
from . import outgoing_xlsx
