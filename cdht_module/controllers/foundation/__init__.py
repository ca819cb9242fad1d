from . import bare_page
from . import fault_page
from . import page_route
