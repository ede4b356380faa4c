"""What a process gives up before it runs code under test: privileges, limits, system calls, files."""

import resource
import signal

from . import landlock

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2
_CAPABILITY_VERSION = 0x20080522
#: Of the processes of a machine that runs out of memory, those of the sandbox go first (the scale ends at 1000).
_FIRST_TO_GO = "700"


class Seal:
    """Lays the layers of the kernel on this process; where ctypes or Linux is missing, none of them is available."""

    def __init__(self):
        self._libc = None
        self._programs = {}
        self._rules = None
        try:
            import ctypes

            libc = ctypes.CDLL(None, use_errno=True)
            if all(hasattr(libc, name) for name in ("prctl", "capset", "syscall")):
                self._libc, self._ctypes = libc, ctypes
        except (ImportError, OSError, AttributeError):
            return

    @property
    def available(self):
        """Whether there is a C library to ask."""
        return self._libc is not None

    # -- the zygote, once ---------------------------------------------------------------------------------------------

    def humble(self):
        """Give up new privileges, all capabilities, and being read or traced by others; be the first to go."""
        try:
            with open("/proc/self/oom_score_adj", "w") as stream:
                stream.write(_FIRST_TO_GO)
        except OSError:  # another system, or a process file system that may not be written
            pass
        if not self.available:
            return
        ctypes, libc = self._ctypes, self._libc
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.capset((ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0), (ctypes.c_uint32 * 6)())
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

    def prepare_files(self, rules):
        """Make the file rules {readable, listable, writable}; the version of the kernel's interface, 0 for none."""
        if not self.available or not rules:
            return 0
        try:
            self._rules = landlock.Rules(self._libc, **rules)
        except OSError:
            return 0
        return self._rules.version

    # -- every worker -------------------------------------------------------------------------------------------------

    def die_with_parent(self):
        """Have the kernel end this process when the one that forked it is gone."""
        if self.available:
            self._libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)

    def files(self):
        """Take on the file rules; whether they hold now."""
        if self._rules is None:
            return False
        held = self._rules.take_on()
        self._rules.close()
        self._rules = None
        return held

    def filter(self, program_hex):
        """Install a BPF program (8 bytes an instruction); whether the kernel took it."""
        if not self.available or not program_hex:
            return False
        program = self._programs.get(program_hex)
        if program is None:
            program = self.prepare_filter(program_hex)
        taken = self._libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, self._ctypes.byref(program), 0, 0)
        return taken == 0

    def prepare_filter(self, program_hex):
        """Lay a program out in memory, so that a fork need not."""
        ctypes = self._ctypes
        code = bytes.fromhex(program_hex)

        class Program(ctypes.Structure):
            _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))

        buffer = ctypes.create_string_buffer(code, len(code))
        program = Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_char_p))
        self._programs[program_hex] = program
        self._programs[program_hex, "code"] = buffer
        return program


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
