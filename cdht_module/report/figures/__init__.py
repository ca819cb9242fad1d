from . import statistics_xlsx
