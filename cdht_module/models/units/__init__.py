"""The territory: units, who acts for them, authorities, signatories, officers.

It may touch foundation.
"""

from . import cdht_unit
from . import cdht_unit_names
from . import cdht_unit_order
from . import cdht_unit_helpers
from . import cdht_unit_register
from . import cdht_unit_officers
from . import cdht_unit_turns
from . import cdht_unit_appraiser
from . import cdht_loan
from . import cdht_unit_retention
from . import cdht_unit_verified
from . import cdht_authority
from . import res_users
from . import res_users_officers
from . import res_groups
from . import res_users_messages
from . import cdht_signatory
