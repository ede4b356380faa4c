"""What a call reached beyond its values: system calls of note, and library functions that were replaced.

Both watch from inside the process, so code that means harm can get around them; the sandbox is the wall. They exist
to turn a quiet side effect into a finding.
"""

from __future__ import annotations

import builtins
import operator
import os
import sys

from . import versions
from .classes import sha256

__builtins__ = dict(vars(builtins))

#: Modules whose functions and classes must stay what they were.
_GUARDED = (
    "builtins",
    "time",
    "random",
    "math",
    "os",
    "sys",
    "json",
    "gc",
    "datetime",
    "threading",
    "inspect",
    "functools",
    "itertools",
    "collections",
    "operator",
    "copy",
    "re",
    "hashlib",
    "decimal",
    "fractions",
    "bisect",
    "heapq",
    "string",
    "cmath",
    "struct",
    "pickle",
    "warnings",
    "traceback",
    "types",
    "weakref",
    "io",
    "signal",
    "array",
    "statistics",
    "contextlib",
    "enum",
    "dataclasses",
    "textwrap",
    "locale",
    "pathlib",
    "tempfile",
    "resource",
    "_thread",
    "importlib",
    "subprocess",
    "socket",
    "logging",
    "unittest",
    "pytest",
    "timeit",
    "tracemalloc",
)
#: Classes of the library written in Python, whose methods could be replaced.
_GUARDED_CLASSES = (
    ("random", "Random"),
    ("threading", "Thread"),
    ("json", "JSONEncoder"),
    ("json", "JSONDecoder"),
    ("collections", "Counter"),
    ("collections", "UserDict"),
    ("fractions", "Fraction"),
    ("contextlib", "ExitStack"),
    ("enum", "Enum"),
    ("pathlib", "Path"),
)
#: Changes of these names are effects that the process state shows on its own.
_IGNORED = {("sys", "stdout"), ("sys", "stderr"), ("sys", "stdin"), ("warnings", "showwarning")}

_is = operator.is_
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: Audit events by the group that a finding names.
_EVENTS = {
    "os.remove": "file",
    "os.rename": "file",
    "os.mkdir": "file",
    "os.rmdir": "file",
    "os.link": "file",
    "os.symlink": "file",
    "os.truncate": "file",
    "os.chmod": "file",
    "os.chown": "file",
    "os.utime": "file",
    "shutil.rmtree": "file",
    "shutil.copyfile": "file",
    "shutil.move": "file",
    "os.kill": "process",
    "os.killpg": "process",
    "os.fork": "process",
    "os.forkpty": "process",
    "os.exec": "process",
    "os.posix_spawn": "process",
    "os.spawn": "process",
    "os.system": "process",
    "subprocess.Popen": "process",
    "pty.spawn": "process",
    "signal.pthread_kill": "process",
    "resource.setrlimit": "process",
    "resource.prlimit": "process",
    "socket.__new__": "network",
    "socket.connect": "network",
    "socket.bind": "network",
    "socket.sendto": "network",
    "socket.getaddrinfo": "network",
    "urllib.Request": "network",
    "ctypes.dlopen": "native",
    "ctypes.dlsym": "native",
    "ctypes.addressof": "native",
    "ctypes.cdata": "native",
    "ctypes.call_function": "native",
    "sys.settrace": "trace",
    "sys.setprofile": "trace",
    "sys.addaudithook": "trace",
    "gc.get_objects": "heap",
    "gc.get_referrers": "heap",
    "gc.get_referents": "heap",
    "sys._current_frames": "frames",
    "sys._getframe": "frames",
    "_thread.start_new_thread": "thread",
    "code.__new__": "code",
    "function.__new__": "code",
    "marshal.loads": "code",
}
#: Groups that count only when the module under test is the direct caller: the library uses them for its own ends.
_DIRECT = {"frames", "code", "heap"}


class Reach:
    """Audit events of one call. The hook of a process cannot be removed, so it is installed once and switched."""

    def __init__(self, path):
        self.path = path
        self.active = False
        self.events = set()
        self.written = {}
        self._installed = False

    def begin(self):
        """Record from now on."""
        if not self._installed:
            self._installed = True
            sys.addaudithook(self._hook())
        self.events = set()
        self.written = {}
        self.active = True

    def end(self):
        """Record no more."""
        self.active = False

    def _hook(self, get_frame=sys._getframe):
        groups, direct, own = _EVENTS, _DIRECT, os.getpid()
        getpid = os.getpid

        def hook(event, args):
            if not self.active:
                return
            if event == "open":
                self._opened(args)
                return
            group = groups.get(event)
            if group is None:
                return
            if event == "socket.__new__" and args[1] == 1:  # AF_UNIX: the loop's own pair; connecting shows on its own
                return
            if group in direct:
                self.active = False
                try:
                    caller = get_frame(1).f_code.co_filename
                finally:
                    self.active = True
                if caller != self.path and not caller.endswith(("inspect.py", "traceback.py")):
                    return
            if getpid() == own:
                self.events.add(group + ":" + event)
                if group == "file" and args and type(args[0]) is str:
                    self.written[args[0]] = None

        return hook

    def _opened(self, args):
        path, _mode, flags = (tuple(args) + (None, None))[:3]
        if isinstance(flags, int) and flags & _WRITES and type(path) in (str, bytes):
            path = os.fsdecode(path)
            if path != os.devnull:
                self.events.add("file:open for writing")
                self.written[path] = None

    def files(self, limit=1 << 20):
        """Digest of each file that was written, None for one that is gone."""
        found = {}
        for path in sorted(self.written)[:20]:
            try:
                with open(path, "rb") as stream:
                    found[path] = sha256(stream.read(limit)).hexdigest()
            except OSError:
                found[path] = None
        return found


class Originals:
    """Identities of library functions and classes, taken before user code runs."""

    def __init__(self):
        self.rows = []
        self._versions = versions.Versions()
        for name in _GUARDED:
            module = sys.modules.get(name)
            if module is not None:
                self._guard(name, vars(module), module)
        for name, cls in _GUARDED_CLASSES:
            owner = getattr(sys.modules.get(name), cls, None)
            if isinstance(owner, type):
                self._guard(name + "." + cls, vars(owner), None)

    def _guard(self, name, place, module):
        names = tuple(
            key
            for key, value in place.items()
            if type(key) is str
            and callable(value)
            and (name, key) not in _IGNORED
            and (not key.startswith("__") or (name == "builtins" and key == "__import__"))
        )
        if len(names) > 1:
            read = operator.itemgetter(*names)
            values = read(place)
            self.rows.append((name, module, place, names, read, values))
            self._versions.add(place)

    def replaced(self):
        """Names that are no longer what they were, sorted."""
        found = []
        modules = sys.modules
        for (name, module, place, names, read, values), changed in zip(self.rows, self._versions.changed()):
            if module is not None and modules.get(name) is not module:
                found.append(name)
            if not changed:
                continue
            try:
                if all(map(_is, read(place), values)):
                    continue
            except KeyError:
                pass
            for key, before in zip(names, values):
                if place.get(key) is not before:
                    found.append(name + "." + key)
        return sorted(found)
