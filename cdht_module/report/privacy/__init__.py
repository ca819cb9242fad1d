from . import personal_data_xlsx
