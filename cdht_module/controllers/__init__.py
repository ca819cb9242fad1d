from . import slip
from . import verify
