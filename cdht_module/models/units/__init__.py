"""The territory: units, who acts for them, authorities, signatories, officers.

It may touch foundation.
"""

from . import cdht_place
from . import cdht_unit
from . import cdht_unit_officers
from . import cdht_loan
from . import cdht_authority
from . import res_users
from . import res_users_officers
from . import res_groups
from . import cdht_signatory
