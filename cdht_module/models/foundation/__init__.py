"""What every record is: root mixins, moves, turns, the trace, words of refusals.

It stands under all other rooms and names none of them.
"""

from . import cdht_record
from . import ir_rule
from . import ir_http
from . import cdht_thread
from . import cdht_folded_name
from . import cdht_guarded
from . import cdht_moved
from . import cdht_doubtful
from . import cdht_traced_setting
from . import cdht_turn
from . import cdht_trace
from . import cdht_trace_chain
from . import ir_model_access
from . import mail_activity
from . import mail_message
from . import res_users
