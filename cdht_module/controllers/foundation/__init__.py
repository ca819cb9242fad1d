from . import bare_page
from . import fault_page
from . import manual
from . import page_route
