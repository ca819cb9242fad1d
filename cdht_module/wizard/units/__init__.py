from . import cdht_appraiser
from . import cdht_handover
from . import cdht_managers
