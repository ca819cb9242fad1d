from . import cdht_reason
