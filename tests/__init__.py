# For the wheel; in the checkout the bridge in cdht_module/tests imports them.
from . import (
    test_identity_number,
    test_list_workbook,
    test_number_words,
    test_vietnamese_text,
)
