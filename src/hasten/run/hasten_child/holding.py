"""Which lines hold the memory of a process when it holds most, as Python's own allocators know it.

A thread looks now and then at how much there is; where that is a tenth more than when it last looked closely, it notes
which lines hold how much. A fork goes on with a thread of its own.
"""

import _thread
import atexit
import json
import os
import sys
import time
import tracemalloc

_PAUSE_S = 0.02
#: A closer look, which takes long, is taken at so much more than at the last one, and above what Python itself holds.
_MORE, _LEAST_BYTES = 1.1, 1 << 18
_MOST_SITES = 200
#: Longer than any look.
_ALONE_S = 1000.0


def start(config):
    """Begin to watch the memory of this process, and of every process that it forks."""
    watch = Watch(config["out"])
    tracemalloc.start()
    watch.begin()
    os.register_at_fork(after_in_child=watch.begin)
    atexit.register(watch.end)


class Watch:
    """The lines that held most at the last close look, and the most that was held at any time."""

    def __init__(self, out):
        self.out = out

    def begin(self):
        """Start from nothing, in this process."""
        self.lock = _thread.allocate_lock()
        self.pid = os.getpid()
        self.peak = self.seen = 0
        self.sites = []
        self.ended = False
        _thread.start_new_thread(self._run, (self.pid,))

    def end(self):
        """Write what was found when the interpreter ends."""
        with self.lock:
            self.ended = True
            self._look()
        words = list(getattr(sys, "orig_argv", None) or getattr(sys, "argv", None) or [])[:20]
        left = {
            "command": " ".join(map(str, words)), "peak_bytes": self.peak, "seen_bytes": self.seen, "sites": self.sites,
        }
        path = os.path.join(self.out, "memory-%d-%d" % (self.pid, time.perf_counter_ns()))
        try:
            with open(path + ".new", "w", encoding="utf-8", errors="backslashreplace") as stream:
                json.dump(left, stream)
            os.replace(path + ".new", path)
        except OSError:
            pass

    def _run(self, pid):
        while self.pid == pid:
            time.sleep(_PAUSE_S)
            with self.lock:
                if self.ended:
                    return
                self._look()

    def _look(self):
        """Look; other threads wait meanwhile, so that what looking holds can be told from what the program holds."""
        turn_s = sys.getswitchinterval()
        sys.setswitchinterval(_ALONE_S)
        try:
            self._look_alone()
        finally:
            sys.setswitchinterval(turn_s)

    def _look_alone(self):
        held, peak = tracemalloc.get_traced_memory()
        self.peak = max(self.peak, peak)
        if held <= max(_LEAST_BYTES, self.seen * _MORE):
            return
        self.seen = held
        found = tracemalloc.take_snapshot().statistics("lineno")
        own = (__file__, tracemalloc.__file__)
        rows = [(row.traceback[0].filename, row.traceback[0].lineno, row.size, row.count) for row in found]
        self.sites = [row for row in rows if row[0] not in own][:_MOST_SITES]
        del found, rows
        tracemalloc.reset_peak()  # what looking itself has held is no part of the program's
