from . import cdht_answer
from . import cdht_list_template
from . import cdht_setup
