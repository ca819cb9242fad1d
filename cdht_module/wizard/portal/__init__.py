from . import cdht_slip_sheet
