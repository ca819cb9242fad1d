# One room for each stage of a dossier's way. A room leans only on rooms
# above it; what follows `decisions` are wings, which can be taken out.
from . import foundation
from . import units
from . import criteria
from . import people
from . import papers
from . import campaigns
from . import dossiers
from . import lists
from . import decisions
from . import letters
from . import privacy
from . import posting
from . import figures
from . import plan
from . import inspection
from . import reporting
from . import portal
from . import imports
