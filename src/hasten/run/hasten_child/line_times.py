"""In which lines of a file a call spends its time, by a timer that interrupts it.

The interpreter looks for signals at calls and at the ends of loops only, so a line without either is credited to the
next one that has: the shares are good for telling loops apart, not the lines of one.
"""

import signal
import time


def of_calls(make, path, most_s, interval_s):
    """Seconds by line of the file ``path``, callers included, and in all: ``([[line, seconds], ...], seconds)``.

    Args:
        make: Makes fresh arguments and returns what makes one call with them; asked again and again, at least once,
            until ``most_s`` wall seconds have passed.
        interval_s: Seconds between two looks; a look that comes late weighs as much more.
    """
    spent = {}
    now = time.perf_counter
    last = [0.0, 0.0]

    def look(signum, frame):
        at = now()
        passed, last[0] = at - last[0], at
        last[1] += passed
        seen = set()
        while frame is not None:
            if frame.f_code.co_filename == path:
                # Jumps that the compiler added have no line.
                seen.add(frame.f_lineno or frame.f_code.co_firstlineno)
            frame = frame.f_back
        for line in seen:
            spent[line] = spent.get(line, 0.0) + passed

    before = signal.signal(signal.SIGALRM, look)
    started = now()
    try:
        while True:
            call = make()
            last[0] = now()
            signal.setitimer(signal.ITIMER_REAL, interval_s, interval_s)
            try:
                call()
            except Exception:  # the edge of the child process: a call that raises has spent time too
                pass
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0.0)
            if now() - started > most_s:
                break
    finally:
        signal.signal(signal.SIGALRM, before)
    return [[line, seconds] for line, seconds in spent.items()], last[1]
