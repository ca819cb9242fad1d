"""Citizens, their identity numbers, the order of their names, who stands there twice.

It may touch foundation, units and criteria.
"""

from . import res_users
from . import cdht_ethnicity
from . import cdht_citizen
from . import cdht_citizen_identity
from . import cdht_merge
from . import cdht_twin
from . import cdht_identity_reading
from . import res_config_settings
from . import cdht_unit
from . import cdht_signatory
