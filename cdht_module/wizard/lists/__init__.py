from . import cdht_answer
