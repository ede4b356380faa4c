"""Code that does not end, in Python and in C, computing and asleep."""

from tests.run.hostile.behaviour import Behaviour

_KIND = "does not end"

ROWS = (
    Behaviour(
        _KIND,
        "a loop in Python",
        """
        def f(x):
            while True:
                pass
    """,
    ),
    Behaviour(
        _KIND,
        "a loop in C that never looks for signals",
        """
        import itertools
        def f(x):
            return sum(itertools.repeat(0)) or x
    """,
    ),
    Behaviour(
        _KIND,
        "a sum over a huge range",
        """
        def f(x):
            return x + 0 * sum(range(10 ** 15))
    """,
    ),
    Behaviour(
        _KIND,
        "a regular expression that backtracks for ever",
        """
        import re
        def f(x):
            re.match("(a+)+$", "a" * 60 + "b")
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "a power tower of integers",
        """
        def f(x):
            return x + 0 * 9 ** 9 ** 9
    """,
    ),
    Behaviour(
        _KIND,
        "an integer from a million digits",
        """
        import sys
        def f(x):
            if hasattr(sys, "set_int_max_str_digits"):
                sys.set_int_max_str_digits(0)
            int("9" * 3_000_000)
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "many threads that compute",
        """
        import threading
        def f(x):
            def spin():
                n = 0
                while True:
                    n += 1
            threads = [threading.Thread(target=spin, daemon=True) for _ in range(8)]
            for t in threads: t.start()
            for t in threads: t.join()
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "sleeps",
        """
        import time
        def f(x):
            time.sleep(1000)
            return x
    """,
        0.1,
    ),
    Behaviour(
        _KIND,
        "waits for a lock that it holds",
        """
        import _thread
        def f(x):
            lock = _thread.allocate_lock()
            lock.acquire()
            lock.acquire()
            return x
    """,
        0.1,
        slow=True,
    ),
    Behaviour(
        _KIND,
        "loops with every signal ignored and blocked",
        """
        import signal
        def f(x):
            for number in signal.valid_signals():
                try:
                    signal.signal(number, signal.SIG_IGN)
                except (OSError, ValueError):
                    pass
            signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
            while True:
                pass
    """,
    ),
    Behaviour(
        _KIND,
        "catches everything and goes on",
        """
        def f(x):
            while True:
                try:
                    while True:
                        pass
                except BaseException:
                    continue
    """,
    ),
    Behaviour(
        _KIND,
        "a generator without end",
        """
        def f(x):
            while True:
                yield x
    """,
    ),
    Behaviour(
        _KIND,
        "an iterator that is stuck at its first item",
        """
        class Stuck:
            def __iter__(self):
                return self
            def __next__(self):
                while True:
                    pass
        def f(x):
            return Stuck()
    """,
    ),
    Behaviour(
        _KIND,
        "a loop while the module is imported",
        """
        while True:
            pass
        def f(x):
            return x
    """,
        slow=True,
    ),
    Behaviour(
        _KIND,
        "a coroutine that is never ready",
        """
        import asyncio
        async def f(x):
            await asyncio.get_running_loop().create_future()
    """,
        0.1,
        slow=True,
    ),
    Behaviour(
        _KIND,
        "a destructor that loops after the answer",
        """
        class Sticky:
            def __del__(self):
                while True:
                    pass
        def f(x):
            return Sticky()
    """,
    ),
)
