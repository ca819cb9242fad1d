# For the wheel; in the checkout the bridge in cdht_module/tests imports them.
# Written by `python3 -m devkit.list_tests`.
from . import (
    test_citizen,
    test_identity_number,
    test_list_workbook,
    test_number_words,
    test_vietnamese_text,
)
