"""Report the calls of chosen functions while a command of the user's runs.

Modules are compiled with prologues as they are imported. A script is compiled before anything of ours can see it,
so its functions get their new code when they are first called.
"""

import atexit
import gc
import importlib.machinery
import importlib.util
import os
import sys
import time
import types

from . import codec, keeper, prologue, taps

#: Bytes that all processes of a command may leave behind together.
_MOST_ON_DISK = 256 << 20
_MOST_EVENTS = 3000000
#: What was kept is written so long after the start, then less and less often: the processes of a pool are ended by a
#: signal, with what they hold.
_FIRST_PAUSE_S, _PAUSE_S = 0.05, 0.5


def start(config):
    """Begin to keep calls in this process and in those that it forks."""
    targets = [value.split("\t") for key, value in sorted(config.items()) if key.startswith("target")]
    taker = Taker(config["out"], [(os.path.realpath(path), name, int(line), qualname)
                                  for path, name, line, qualname in targets])
    prologue.listen(taker.note)
    _compile_with_prologues(taker)
    script = _script()
    if script in taker.wanted:
        sys.setprofile(_FirstCalls(taker, script).event)
    os.register_at_fork(after_in_child=taker.begin)
    atexit.register(taker.write)


class Taker:
    """Keeps the calls of this process by function.

    Attributes:
        wanted: Path of a file to ``{(name, first line): index}``.
    """

    def __init__(self, out, targets):
        self.out = out
        self.targets = targets
        self.wanted = {}
        for index, (path, name, line, _) in enumerate(targets):
            self.wanted.setdefault(path, {})[name, line] = index
        self.begin()

    def begin(self):
        """Start from nothing, in this process."""
        self.keepers = [keeper.Keeper(qualname, nested=True) for _, _, _, qualname in self.targets]
        self.pid = os.getpid()
        self.busy = False
        self.written = time.perf_counter()
        self.pause_s = _FIRST_PAUSE_S

    def note(self, index, args, rest, named, more):
        """A call begins; the values that it goes on with. What the keeping itself calls is not kept."""
        swaps = self.take(index, sys._getframe(1), args, rest, named, more)
        return taps.swapped(swaps, args, named)

    def take(self, index, frame, args, rest, named, more, may_swap=True):
        """A call begins, in this frame; what it must go on with, see ``Keeper.note``."""
        if self.busy:
            return {}
        self.busy = True
        try:
            swaps = self.keepers[index].note(frame, args, rest, named, more, may_swap)
            if time.perf_counter() - self.written > self.pause_s:
                self.write()
            return swaps
        finally:
            self.busy = False

    def write(self):
        """Leave what there is so far, in place of what was left before."""
        started = time.perf_counter()
        found = [
            {
                "target": index, "seen": kept.seen, "skipped": kept.skipped, "lost": kept.lost, "calls": kept.rows(),
                "module": kept.module_name, "state": kept.states(),
            }
            for index, kept in enumerate(self.keepers) if kept.seen
        ]
        if found and self._room():
            path = os.path.join(self.out, "calls-%d" % self.pid)
            try:
                with open(path + ".new", "w", encoding="utf-8", errors="surrogatepass") as stream:
                    stream.write(codec.dumps({"python": sys.executable, "found": found}))
                os.replace(path + ".new", path)
            except OSError:
                pass
        self.written = time.perf_counter()
        self.pause_s = max(min(2 * self.pause_s, _PAUSE_S), 40 * (self.written - started))

    def _room(self):
        try:
            with os.scandir(self.out) as entries:
                return sum(entry.stat().st_size for entry in entries) < _MOST_ON_DISK
        except OSError:
            return False


def _compile_with_prologues(taker):
    loader = importlib.machinery.SourceFileLoader
    plain = loader.get_code

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        wanted = taker.wanted.get(os.path.realpath(path))
        if wanted is None:
            return plain(self, fullname)
        source = importlib.util.decode_source(self.get_data(path))
        return prologue.compiled(source, path, wanted)

    loader.get_code = get_code


def _script():
    """Path of the script that this interpreter was started with, or an empty text."""
    try:
        with open("/proc/self/cmdline", "rb") as stream:
            words = [os.fsdecode(word) for word in stream.read().split(b"\0")]
    except OSError:
        words = list(getattr(sys, "orig_argv", ()))
    for word in words[1:]:
        if word in ("-m", "-c"):
            return ""
        if word.endswith(".py") or os.path.isfile(word):
            return os.path.realpath(word)
    return ""


class _FirstCalls:
    """Gives the functions of a script their new code when each is first called."""

    def __init__(self, taker, script):
        self.taker = taker
        self.script = script
        self.left = dict(taker.wanted[script])
        self.events = 0
        self.codes = None

    def event(self, frame, event, arg):
        """A function is entered, or something else that is of no interest."""
        if event != "call":
            return
        self.events += 1
        code = frame.f_code
        index = self.left.get((code.co_name, code.co_firstlineno))
        if index is not None and os.path.realpath(code.co_filename) == self.script:
            del self.left[code.co_name, code.co_firstlineno]
            self._replace(code)
            self.taker.take(index, frame, *_arguments(frame), may_swap=False)
        if not self.left or self.events > _MOST_EVENTS:
            sys.setprofile(None)

    def _replace(self, code):
        if self.codes is None:
            with open(self.script, "rb") as stream:
                source = importlib.util.decode_source(stream.read())
            whole = prologue.compiled(source, code.co_filename, self.taker.wanted[self.script])
            self.codes = {(c.co_name, c.co_firstlineno): c for c in prologue.codes_in(whole)}
        new = self.codes.get((code.co_name, code.co_firstlineno))
        for function in gc.get_referrers(code):
            if isinstance(function, types.FunctionType) and new is not None and new.co_freevars == code.co_freevars:
                function.__code__ = new


def _arguments(frame):
    """What a prologue would have reported of a frame that has just begun."""
    code, values = frame.f_code, frame.f_locals
    names = code.co_varnames
    n, k = code.co_argcount, code.co_kwonlyargcount
    flags = code.co_flags
    place = n + k
    rest = more = None
    if flags & 0x04:
        rest, place = values[names[place]], place + 1
    if flags & 0x08:
        more = values[names[place]]
    return tuple(values[name] for name in names[:n]), rest, {name: values[name] for name in names[n : n + k]}, more
