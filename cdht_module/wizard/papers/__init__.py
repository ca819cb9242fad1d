from . import cdht_public_address
