from . import cdht_identity_change
from . import cdht_officer_setup
from . import cdht_own_person
