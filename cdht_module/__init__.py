from . import controllers, models, report, wizard
from .hooks import uninstall_hook
from .models.foundation.entrance import guard

guard(__name__)
