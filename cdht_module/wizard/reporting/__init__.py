from . import cdht_level_form_fill
