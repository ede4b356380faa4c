"""Which process works on a run, so that a run cut short can be told from one that goes on."""

from __future__ import annotations

import os
from pathlib import Path


def owner() -> str:
    """A token of this process: boot, process namespace, process id and start time, none of which names the machine."""
    return _token(os.getpid())


def alive(token: str) -> bool:
    """Whether the process that made ``token`` still runs here.

    A token of another boot, container or machine counts as dead: its run may be gone on with.
    """
    parts = token.split(":")
    return len(parts) == 4 and parts[2].isdigit() and _token(int(parts[2])) == token and _exists(int(parts[2]))


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _token(pid: int) -> str:
    # Process ids are used again; the start time (field 22 of stat, whose second field is a name in parentheses) parts
    # two users of one id.
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()[:8]
        namespace = os.readlink("/proc/self/ns/pid").strip("pid:[]")
        state, *rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        started = "ended" if state == "Z" else rest[18]
    except OSError:
        boot = namespace = started = ""  # no /proc (macOS): the process id alone must do
    return f"{boot}.{namespace}:{os.name}:{pid}:{started}"
