# Pages under /cdht/, by the rooms of models/.
from . import foundation
from . import papers
from . import dossiers
from . import lists
from . import filing
from . import portal
