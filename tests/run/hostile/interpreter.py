"""Candidates that turn parts of the interpreter against whoever reads the result."""

from tests.run.hostile.behaviour import Behaviour

_KIND = "turns the interpreter"

ROWS = (
    Behaviour(
        _KIND,
        "changes how every text is encoded",
        """
        import codecs
        def f(x):
            for name in ("strict", "surrogatepass", "backslashreplace", "ignore", "replace"):
                codecs.register_error(name, lambda error: ("", error.end))
            return "\\ud800"
    """,
    ),
    Behaviour(
        _KIND,
        "registers a coding that takes the place of another",
        """
        import codecs, sys
        def f(x):
            codecs.register(lambda name: codecs.lookup("latin-1"))
            sys.modules["encodings"]._cache.clear()
            sys.modules["encodings"].search_function = None
            return "é"
    """,
    ),
    Behaviour(
        _KIND,
        "forbids long integers and returns one",
        "import sys\ndef f(x):\n    sys.set_int_max_str_digits(640)\n    return 10 ** 4000\n",
    ),
    Behaviour(
        _KIND,
        "is ended later by the handler of faults",
        "import faulthandler\ndef f(x):\n    faulthandler.dump_traceback_later(0.02, exit=True)\n"
        "    t = sum(range(10 ** 7))\n    return x\n",
        1.0,
    ),
    Behaviour(_KIND, "asks the user", "def f(x):\n    return input('password: ') or x\n"),
    Behaviour(_KIND, "stops in the debugger", "def f(x):\n    breakpoint()\n    return x\n"),
    Behaviour(
        _KIND,
        "a result whose memory is not there",
        "import ctypes\ndef f(x):\n    return (ctypes.c_long * 4).from_address(16)\n",
    ),
    Behaviour(
        _KIND,
        "an array whose memory is not there",
        """
        import ctypes
        def f(x):
            view = (ctypes.c_char * 64).from_address(4096)
            return memoryview(view)
    """,
    ),
    Behaviour(
        _KIND,
        "generators that hand on ten thousand deep",
        """
        def f(x):
            def one(inner):
                yield from inner
            found = iter([x])
            for _ in range(10000):
                found = one(found)
            return found
    """,
        1.0,
    ),
    Behaviour(
        _KIND,
        "a class that is its own metaclass's instance without end",
        """
        class Meta(type):
            def __getattr__(cls, name): return cls
            def __call__(cls, *a): return cls
            def __iter__(cls): return cls
            def __next__(cls): return cls
        def f(x):
            return Meta("Same", (), {})
    """,
        1.0,
    ),
    Behaviour(
        _KIND,
        "frees what it still uses",
        """
        import ctypes
        def f(x):
            kept = [object() for _ in range(50)]
            for thing in kept:
                for _ in range(3):
                    ctypes.pythonapi.Py_DecRef(ctypes.py_object(thing))
            return kept
    """,
    ),
    Behaviour(
        _KIND,
        "changes what the number 7 is",
        """
        import ctypes
        def f(x):
            at = id(7) + 24
            ctypes.c_uint32.from_address(at).value = 8
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "changes an immutable text that all share",
        """
        import ctypes, sys
        def f(x):
            for word in ("out", "value", "returns"):
                text = sys.intern(word)
                offset = sys.getsizeof(text) - len(text) - 1
                ctypes.memmove(id(text) + offset, b"raise"[:len(text)].ljust(len(text), b"s"), len(text))
            return x
    """,
    ),
)
