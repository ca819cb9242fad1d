from . import cdht_managers
from . import cdht_setup
