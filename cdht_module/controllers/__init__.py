from . import programme
from . import slip
from . import verify
