from . import objection
from . import programme
from . import slip
from . import verify
