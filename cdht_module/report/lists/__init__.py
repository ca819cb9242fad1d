from . import proposal_xlsx
