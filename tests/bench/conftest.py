"""Benchmark data for tests, where there is any."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data() -> Path:
    folder = os.environ.get("HASTEN_DATA")
    if not folder:
        pytest.skip("HASTEN_DATA is not set; see docs/reference/benchmarks.md for where the data comes from")
    return Path(folder)
