"""State of the process that a call may leave changed: clock zone, environment, limits, hooks, contexts."""

from __future__ import annotations

import _signal
import builtins
import decimal
import gc
import locale
import os
import random
import signal
import sys
import time
import warnings
import zlib

__builtins__ = dict(vars(builtins))

#: Identity without ``id``, which raises an audit event at a cost.
_id = object.__hash__
_SIGNALS = [
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGALRM", "SIGPROF", "SIGUSR1", "SIGCHLD", "SIGSEGV")
    if hasattr(signal, name)
]
_getstate, _seed = random.getstate, random.seed
_getsignal, _getcontext = _signal.getsignal, decimal.getcontext
_getcwd, _umask = os.getcwd, os.umask
#: An interpreter without reference counts has a collector without thresholds.
_get_threshold, _get_debug = (getattr(gc, name, lambda: None) for name in ("get_threshold", "get_debug"))
_setlocale = locale.setlocale


def _identity(value):
    return value if type(value) is int else _id(value)


def _thread_count():
    threading = sys.modules.get("threading")
    return len(threading._active) if threading is not None else 1


def _decimal():
    context = _getcontext()
    traps = context.traps
    return (
        context.prec,
        context.rounding,
        context.Emin,
        context.Emax,
        context.capitals,
        context.clamp,
        tuple(bool(traps[s]) for s in _TRAPS),
    )


_TRAPS = tuple(decimal.getcontext().traps)


def _mask():
    mask = _umask(0o022)
    _umask(mask)
    return mask


def _cwd():
    try:
        return _getcwd()
    except OSError:
        return None


def _threading_hooks():
    """None where they are as the module has them when it is imported, so that importing it changes nothing."""
    threading = sys.modules.get("threading")
    if threading is None:
        return None
    hooks = (getattr(threading, "_trace_hook", None), getattr(threading, "_profile_hook", None))
    size = threading.stack_size()
    usual = getattr(threading, "__excepthook__", None)  # Python 3.10 and later keep it by this name
    if hooks == (None, None) and size == 0 and usual is not None and threading.excepthook is usual:
        return None
    return (_id(threading.excepthook), *map(_id, hooks), size)


def _event_loop_policy():
    events = sys.modules.get("asyncio.events")
    policy = getattr(events, "_event_loop_policy", None)
    return type(policy).__name__ if policy is not None else None


def _numpy_settings():
    numpy = sys.modules.get("numpy")
    if numpy is None or not hasattr(numpy, "geterr"):
        return None
    return tuple(sorted(numpy.geterr().items()))


def _numpy_random():
    numpy = sys.modules.get("numpy")
    if numpy is None or not hasattr(numpy, "random"):
        return None
    state = numpy.random.get_state()
    return zlib.crc32(state[1].tobytes()), state[2], state[3], state[4]


#: Name of each part and how it is read; the readers were bound before user code ran.
_PARTS = (
    ("gc", lambda: (gc.isenabled(), _get_threshold(), _get_debug())),
    ("recursion limit", sys.getrecursionlimit),
    ("switch interval", sys.getswitchinterval),
    ("time zone", lambda: (time.tzname, time.timezone, time.daylight)),
    ("environment", lambda: dict(os.environ._data)),
    ("decimal context", _decimal),
    ("working directory", _cwd),
    ("umask", _mask),
    ("locale", lambda: _setlocale(locale.LC_ALL)),
    ("signal handlers", lambda: tuple(map(_identity, map(_getsignal, _SIGNALS)))),
    ("timers", lambda: signal.getitimer(signal.ITIMER_REAL)[0] > 0),
    ("warnings filters", lambda: tuple(map(_id, warnings.filters))),
    ("sys.path", lambda: tuple(sys.path)),
    ("import hooks", lambda: (tuple(map(_id, sys.meta_path)), tuple(map(_id, sys.path_hooks)))),
    ("trace functions", lambda: (_id(sys.gettrace()), _id(sys.getprofile()))),
    ("hooks", lambda: (_id(sys.excepthook), _id(sys.displayhook), _id(getattr(sys, "unraisablehook", None)))),
    ("standard streams", lambda: (_id(sys.stdout), _id(sys.stderr), _id(sys.stdin))),
    ("threads", _thread_count),
    ("threading hooks", _threading_hooks),
    ("event loop policy", _event_loop_policy),
    ("int digits limit", getattr(sys, "get_int_max_str_digits", lambda: None)),
    ("numpy error handling", _numpy_settings),
)
#: Parts whose values are identities: only the fact of a change means something to others.
_OPAQUE = {
    "signal handlers",
    "warnings filters",
    "import hooks",
    "trace functions",
    "hooks",
    "standard streams",
    "threading hooks",
}


def snapshot():
    """The state now."""
    return [read() for _, read in _PARTS]


def changes(before, after):
    """What changed: name of the part -> text of its new value."""
    found = {}
    for (name, _), old, new in zip(_PARTS, before, after):
        if old is new or old == new:
            continue
        if name in _OPAQUE:
            found[name] = "changed"
        elif name == "environment":
            found[name] = repr(
                sorted(
                    (os.fsdecode(k), None if new.get(k) is None else os.fsdecode(new[k]))
                    for k in set(old) | set(new)
                    if old.get(k) != new.get(k)
                )
            )
        elif name == "event loop policy" and old is None:
            continue
        elif name == "numpy error handling" and old is None:
            continue
        else:
            found[name] = repr(new)
    return found


def seed_randomness(seed=0):
    """Give every observed call the same random sequence, and return what ``randomness`` compares with."""
    _seed(20_011 + seed)
    state = _STATES.get(seed)
    if state is None:
        state = _STATES[seed] = _getstate()
    numpy = sys.modules.get("numpy")
    if numpy is not None and hasattr(numpy, "random"):
        numpy.random.seed(20_011 + seed)
    return state, _numpy_random()


#: State of the generator right after seeding, by seed; there are few.
_STATES = {}


def randomness(before):
    """Digest of the random state when it differs from ``before``, else None."""
    after = _getstate(), _numpy_random()
    if before[0] == after[0] and (before[1] == after[1] or before[1] is None):
        return None
    version, numbers, gauss = after[0]
    return "%x" % (zlib.crc32(repr((version, hash(numbers), gauss, after[1])).encode()))
