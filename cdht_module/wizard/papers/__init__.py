from . import cdht_paper_words
from . import cdht_public_address
from . import cdht_reason
from . import cdht_register_entry
from . import cdht_word_return
