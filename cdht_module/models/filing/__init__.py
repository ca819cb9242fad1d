"""A wing: registers of what went out, and the file of a year for the archive.

It may touch foundation to decisions. Papers of other wings it finds by what all papers
are (``cdht.document``).
"""

from . import cdht_filing_part
from . import cdht_year_file
from . import cdht_year_file_line
from . import cdht_campaign
from . import cdht_citizen
