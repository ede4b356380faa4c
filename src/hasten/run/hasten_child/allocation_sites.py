"""Which lines hold the memory of a call when it holds most."""

import gc
import os
import sys

#: A new largest amount counts only where it is so much more than the last one looked at: looking takes long.
_MORE = 1.1
#: Below this the amounts are the interpreter's own, bytes.
_LEAST_BYTES = 4096


def at_peak(run, path, most):
    """Sites of what is allocated near the peak of ``run()``, largest first: ``[[file, line, bytes], ...]``.

    The amount is read before every line of the file ``path``, so what a single line allocates and frees again is not
    seen, and the sites stand for at least a tenth less than the true peak.
    """
    import tracemalloc

    seen = [float(_LEAST_BYTES), None]

    def looked():
        now = tracemalloc.get_traced_memory()[0]
        if now > seen[0] * _MORE:
            seen[:] = [float(now), tracemalloc.take_snapshot()]

    def traced(frame, event, arg):
        if frame.f_code.co_filename != path:
            return None
        looked()
        return traced

    gc.collect()
    tracemalloc.start()
    before = sys.gettrace()
    sys.settrace(traced)
    try:
        kept = run()
    except BaseException:  # the edge of the child process: a call that raises holds memory too
        kept = None
    finally:
        sys.settrace(before)
    looked()
    del kept
    tracemalloc.stop()
    if seen[1] is None:
        return []
    own = os.path.dirname(os.path.abspath(__file__)) + os.sep
    rows = [[s.traceback[0].filename, s.traceback[0].lineno, s.size] for s in seen[1].statistics("lineno")]
    return [row for row in rows if not row[0].startswith((own, tracemalloc.__file__))][:most]
