"""A wing: registers of what went out, the file of a year for the archive and the site.

It may touch foundation to decisions. Papers of other wings it finds by what all papers
are (``cdht.document``).
"""

from . import cdht_filing_part
from . import cdht_year_file
from . import cdht_year_file_line
from . import cdht_campaign
from . import cdht_site_column
from . import cdht_assessment
from . import cdht_citizen
