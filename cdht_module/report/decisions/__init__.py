from . import asking_xlsx
