from . import cdht_answer, cdht_reason, cdht_remind, cdht_transfer
