from . import cdht_officer_setup
from . import cdht_slip_sheet
