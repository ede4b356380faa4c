"""How long a process is in functions written in C, by the Python function that calls them.

The interpreter's own profiler in C is told of every call of every function, so the process is slower than it is alone.
What being told costs is measured at the start and taken off, for each call.
"""

import _lsprof
import atexit
import json
import os
import threading
import time

_ROUNDS, _CALLS = 5, 2000
_MOST_ROWS, _MOST_KINDS = 500, 8


def start(config):
    """Begin to watch the calls of this process, in all threads that ``threading`` starts."""
    watch = Watch(config["out"], *_costs())
    watch.begin()
    threading.setprofile(watch.thread)
    os.register_at_fork(after_in_child=watch.forked)
    atexit.register(watch.end)
    watch.profilers[0].enable(builtins=True)


def _plain(call, times):
    for _ in times:
        call(None)


def _costs():
    """Seconds by which a call of a C function seems longer for being watched, and by which its caller does."""
    inside, outside = [], []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        _plain(id, range(_CALLS))
        alone = time.perf_counter() - started
        profiler = _lsprof.Profiler()
        profiler.enable(builtins=True)
        _plain(id, range(_CALLS))
        profiler.disable()
        for row in profiler.getstats():
            if row.code is _plain.__code__:
                inside.append(sum(sub.inlinetime for sub in row.calls or ()) / _CALLS)
                outside.append((row.inlinetime - alone) / _CALLS)
    return min(inside), max(0.0, min(outside))


class Watch:
    """One profiler for each thread of this process."""

    def __init__(self, out, inside_s, outside_s):
        self.out = out
        self.inside_s = inside_s
        self.outside_s = outside_s

    def begin(self):
        """Start from nothing."""
        self.profilers = [_lsprof.Profiler()]

    def forked(self):
        """In a forked process: what was counted so far belongs to the parent."""
        self.profilers[0].disable()
        self.begin()
        self.profilers[0].enable(builtins=True)

    def thread(self, frame, event, arg):
        """A thread begins."""
        profiler = _lsprof.Profiler()
        self.profilers.append(profiler)
        profiler.enable(builtins=True)

    def end(self):
        """Write what was found when the interpreter ends."""
        self.profilers[0].disable()
        rows, python_s, c_s = {}, 0.0, 0.0
        for profiler in self.profilers:
            for row in profiler.getstats():
                if isinstance(row.code, str):
                    c_s += max(0.0, row.inlinetime - row.callcount * self.inside_s)
                    continue
                calls = row.calls or ()
                made = sum(sub.callcount for sub in calls)
                own = max(0.0, row.inlinetime - row.callcount * self.inside_s - made * self.outside_s)
                python_s += own
                kinds = [
                    (max(0.0, sub.inlinetime - sub.callcount * self.inside_s), sub.callcount, sub.code)
                    for sub in calls if isinstance(sub.code, str)
                ]
                kinds.sort(reverse=True)
                code = row.code
                rows[code] = (
                    code.co_filename, code.co_name, code.co_firstlineno, own, sum(one[0] for one in kinds),
                    kinds[:_MOST_KINDS],
                )
        found = sorted(rows.values(), key=lambda one: -one[4])[:_MOST_ROWS]
        path = os.path.join(self.out, "ccalls-%d-%d" % (os.getpid(), time.perf_counter_ns()))
        try:
            with open(path + ".new", "w", encoding="utf-8", errors="backslashreplace") as stream:
                json.dump({"python_s": python_s, "c_s": c_s, "functions": found}, stream)
            os.replace(path + ".new", path)
        except OSError:
            pass
