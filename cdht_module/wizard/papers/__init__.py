from . import cdht_paper_words
from . import cdht_public_address
