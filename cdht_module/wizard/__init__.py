# Windows that ask for something, by the rooms of models/.
from . import foundation
from . import units
from . import people
from . import papers
from . import campaigns
from . import dossiers
from . import lists
from . import letters
from . import reporting
from . import portal
from . import imports
