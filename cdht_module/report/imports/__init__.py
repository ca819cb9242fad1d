from . import list_template_xlsx
