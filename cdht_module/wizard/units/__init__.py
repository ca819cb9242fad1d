from . import cdht_appraiser
from . import cdht_handover
