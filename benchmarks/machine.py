"""The machine that a result comes from, in one line: model and cores, no names."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path


def described() -> str:
    """CPU model, cores, memory, Python, load and day."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"Measured on {model}, {os.cpu_count()} cores, {memory:.0f} GiB, a virtual machine shared with other work "
        f"(load average {load:.1f}), Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}."
    )
