# One room for each stage of a dossier's way. A room leans only on rooms
# above it; what follows `decisions` are wings, which can be taken out, each with
# those that need it.
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
from . import posting  # needs letters, privacy
from . import figures
from . import plan  # needs letters, figures
from . import inspection  # needs letters, plan
from . import reporting  # needs letters, figures, plan
from . import filing
from . import portal  # needs privacy, posting, figures
from . import imports  # needs figures
