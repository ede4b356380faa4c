"""The machine that figures were measured on, as far as a reader of them needs it: no host name, no user name."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

#: What a calibration depends on; load changes from minute to minute and is left out.
_STABLE = ("cpu", "cores", "architecture", "system", "kernel", "python", "implementation")


def describe(*, python: str | None = None, implementation: str | None = None) -> dict[str, Any]:
    """The machine as a JSON object.

    Args:
        python: Version of the interpreter that ran the user's code; None: that of hasten's own.
        implementation: Its implementation (``CPython``); None: that of hasten's own.

    Returns:
        ``cpu`` (model), ``cores`` (usable by this process), ``architecture``, ``system``, ``kernel``, ``python``,
        ``implementation``, ``memory_bytes`` or None, ``load`` (1, 5, 15 minutes) or None.
    """
    return {
        "cpu": _cpu_model(),
        "cores": _cores(),
        "architecture": platform.machine(),
        "system": platform.system(),
        "kernel": platform.release(),
        "python": python or platform.python_version(),
        "implementation": implementation or platform.python_implementation(),
        "memory_bytes": _memory_bytes(),
        "load": _load(),
    }


def key(machine: Mapping[str, Any]) -> str:
    """Digest of what a calibration depends on; ``stores`` keep calibrations under it."""
    text = "\0".join(str(machine.get(name)) for name in _STABLE)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def sentence(machine: Mapping[str, Any]) -> str:
    """The machine in one line: ``Intel Xeon 2.80 GHz, 2 cores, Linux 6.1, CPython 3.11.7, load 3.9``."""
    parts = [str(machine["cpu"])] if machine.get("cpu") else []
    if machine.get("cores"):
        parts.append(f"{machine['cores']} core{'s' if machine['cores'] != 1 else ''}")
    for name, version in (("system", "kernel"), ("implementation", "python")):
        if machine.get(name):
            parts.append(f"{machine[name]} {machine.get(version) or ''}".strip())
    if machine.get("load"):
        parts.append(f"load {machine['load'][0]:.1f}")
    return ", ".join(parts)


def _cpu_model() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip() in ("model name", "Model") and value.strip():
                return " ".join(value.split())
    except OSError:
        pass  # not Linux
    return platform.processor() or platform.machine()


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1


def _memory_bytes() -> int | None:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None


def _load() -> list[float] | None:
    try:
        return [round(value, 2) for value in os.getloadavg()]
    except OSError:
        return None
