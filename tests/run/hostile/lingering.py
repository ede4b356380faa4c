"""Code that goes on after it has returned: threads, timers, handlers, destructors."""

from tests.run.hostile.behaviour import Behaviour

_KIND = "goes on afterwards"

ROWS = (
    Behaviour(
        _KIND,
        "a thread that changes the result later",
        """
        import threading, time
        def f(x):
            found = [x]
            def later():
                for n in range(200):
                    time.sleep(0.001)
                    found.append(n)
            threading.Thread(target=later, daemon=True).start()
            return found
    """,
    ),
    Behaviour(
        _KIND,
        "a thread that writes later",
        """
        import threading, time
        def f(x):
            def later():
                time.sleep(0.02)
                with open(@OUTSIDE@ + "/escape.txt", "w") as stream:
                    stream.write("here")
            threading.Thread(target=later).start()
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "a thread that computes for ever",
        """
        import threading
        def f(x):
            def spin():
                while True:
                    pass
            threading.Thread(target=spin, daemon=True).start()
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "a timer whose handler raises",
        """
        import signal
        def f(x):
            def handler(number, frame):
                raise ValueError("late")
            signal.signal(signal.SIGALRM, handler)
            signal.setitimer(signal.ITIMER_REAL, 0.0001, 0.0001)
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "a timer that kills by default",
        """
        import signal
        def f(x):
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, 0.0005)
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "an exit hook that writes",
        """
        import atexit
        def f(x):
            atexit.register(lambda: open(@OUTSIDE@ + "/escape.txt", "w").close())
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "an object that acts when it dies",
        """
        import sys
        class Late:
            def __del__(self):
                try:
                    open(@OUTSIDE@ + "/escape.txt", "w").close()
                except OSError:
                    pass
        def f(x):
            sys.held = Late()
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "a finaliser that raises what ends programs",
        """
        import weakref
        class Thing:
            pass
        def f(x):
            thing = Thing()
            def end():
                raise SystemExit(0)
            weakref.finalize(thing, end)
            return thing
    """,
    ),
    Behaviour(
        _KIND,
        "a collector hook",
        """
        import gc
        def f(x):
            gc.callbacks.append(lambda phase, info: None)
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "a tracer of everything that follows",
        """
        import sys
        def f(x):
            def trace(frame, event, arg):
                return trace
            sys.settrace(trace)
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "an audit hook that raises",
        """
        import sys
        def f(x):
            def hook(event, args):
                raise RuntimeError("no")
            sys.addaudithook(hook)
            return x
    """,
    ),
)
