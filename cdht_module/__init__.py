from . import controllers, models, report, wizard
from .hooks import uninstall_hook
from .models.foundation.rpc_input import check_public_methods

check_public_methods(__name__)
