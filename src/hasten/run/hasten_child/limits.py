"""Limits that a process lays on itself before it runs code under test: rlimits and system-call filters."""

import os
import resource

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_PR_SET_DUMPABLE = 4
_SECCOMP_MODE_FILTER = 2


class Seal:
    """Applies the system-call filters that the parent compiled; ``available`` is False where ctypes is missing."""

    def __init__(self):
        try:
            import ctypes

            self._libc = ctypes.CDLL(None, use_errno=True)
            self._ctypes = ctypes
            self.available = True
        except (ImportError, OSError, AttributeError):
            self.available = False

    def undumpable(self):
        """Other processes of the sandbox can then neither trace this one nor read its memory."""
        if self.available:
            self._libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

    def filter(self, program_hex):
        """Install a BPF program (8 bytes an instruction); returns whether the kernel took it."""
        if not self.available or not program_hex:
            return False
        ctypes = self._ctypes
        code = bytes.fromhex(program_hex)

        class Program(ctypes.Structure):
            _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]

        buffer = ctypes.create_string_buffer(code, len(code))
        program = Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_char_p))
        if self._libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
            return False
        return self._libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0


def set_rlimits(limits):
    """``limits``: {"AS": bytes, "FSIZE": bytes, ...}; what the platform lacks is left out."""
    for name, value in limits.items():
        which = getattr(resource, "RLIMIT_" + name, None)
        if which is None:
            continue
        _soft, hard = resource.getrlimit(which)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        try:
            resource.setrlimit(which, (value, value))
        except (ValueError, OSError):
            continue


def strays(known):
    """Process ids in this PID namespace that are not in ``known``: what a candidate left behind."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit() and int(entry) not in known:
            found.append(int(entry))
    return found
