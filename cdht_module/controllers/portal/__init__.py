from . import citizen
from . import entry
from . import objection
from . import own_traces
from . import programme
from . import self_assessment
from . import slip
from . import visit
