"""Lets the tests of this folder import ``in_process``, which runs their fixture code."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
