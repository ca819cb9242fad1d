"""A minute of odd calls: nothing that stands changes, nothing answers a fault.

Random roles, public methods, values and contexts, in process and over HTTP, as `make
fuzz`; always from the same seed, and no more calls on a machine that is quick.
"""

import os
import sys
import unittest
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from devkit import setup  # noqa: E402
from devkit.commands import fuzz  # noqa: E402


class TestOddCalls(unittest.TestCase):
    def test_a_minute_of_them(self):
        setup.ensure()
        installed = os.environ.get("DEVKIT_INSTALLED")
        found = fuzz.fuzz("60", seed="19", source=installed, most=1500)
        self.assertEqual(found, 0)
