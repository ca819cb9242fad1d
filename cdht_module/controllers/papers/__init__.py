from . import verify
from . import word
