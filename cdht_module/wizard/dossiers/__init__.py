from . import cdht_reason
from . import cdht_transfer
