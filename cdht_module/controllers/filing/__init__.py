from . import year_file
