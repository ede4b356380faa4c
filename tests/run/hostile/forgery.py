"""Code that lies in its own process: writes answers of its own, rewrites its judge, looks for what is expected."""

from tests.run.hostile.behaviour import Behaviour

_KIND = "forges the verdict"

_SOCKETS = """
import json, os, stat, struct, sys, time
def sockets():
    for fd in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode):
                yield fd
        except OSError:
            pass
def say(data):
    for fd in sockets():
        try:
            os.write(fd, data)
        except OSError:
            pass
def message(found):
    data = json.dumps(found).encode()
    return struct.pack(">I", len(data)) + data
GOOD = {"out": "returns", "value": 7, "args": {"args": [7], "kwargs": {}}}
"""
#: Finds the number of the question in the frames of the worker.
_NUMBER = """
def number():
    frame = sys._getframe()
    while frame:
        found = frame.f_locals.get("message")
        if isinstance(found, dict) and "n" in found:
            return found["n"]
        frame = frame.f_back
"""


def _forges(name: str, body: str, cpu_limit_s: float = 0.15) -> Behaviour:
    inner = "\n".join("    " + line for line in body.strip().splitlines())
    return Behaviour(_KIND, name, _SOCKETS + _NUMBER + f"def f(x):\n{inner}\n", cpu_limit_s)


_WITH_VALUE = """
def answer(value):
    data = ('{"n":%d,"out":"returns","value":%s,"args":{"args":[7],"kwargs":{}}}' % (number(), value)).encode()
    say(struct.pack(">I", len(data)) + data)
    os._exit(0)
"""

#: Finds a module of the child side by a function of its own, through the collector.
_FIND = """
import gc, types
gc.unfreeze()
def module(name):
    for found in gc.get_objects():
        if type(found) is dict and found.get("__name__") == "hasten_child." + name:
            return found
    return {}
"""


def _patches(name: str, body: str) -> Behaviour:
    inner = "\n".join("    " + line for line in body.strip().splitlines())
    return Behaviour(_KIND, name, _FIND + f"def patch():\n{inner}\ndef f(x):\n    patch()\n    return x\n", 2.0)


def _patches_at_import(name: str, body: str) -> Behaviour:
    inner = "\n".join("    " + line for line in body.strip().splitlines())
    return Behaviour(_KIND, name, _FIND + f"def patch():\n{inner}\npatch()\ndef f(x):\n    return x\n", 2.0)


ROWS = (
    _forges("writes a good answer and exits with 0", "say(message(GOOD))\nos._exit(0)"),
    _forges("writes a good answer and goes on with another", "say(message(GOOD))\nreturn x + 1"),
    _forges("writes a good answer and sleeps", "say(message(GOOD))\ntime.sleep(100)", 0.1),
    _forges("announces an answer of 4 GB", "say(struct.pack('>I', 2 ** 32 - 1))\nreturn x"),
    _forges(
        "writes an answer a byte at a time for ever",
        "say(struct.pack('>I', 30 << 20))\nwhile True:\n    say(b'[')\n    time.sleep(0.0005)",
        0.1,
    ),
    _forges("writes something that is no answer", "say(b'\\x00\\x00\\x00\\x08surprise')\nreturn x"),
    _forges(
        "writes brackets by the million", "say(struct.pack('>I', 20 << 20))\nsay(b'[' * (20 << 20))\nreturn x", 1.0
    ),
    _forges(
        "finds the number of the question and writes nonsense with it",
        "say(message({'n': number(), 'out': 'returns'}))\nos._exit(0)",
    ),
    _forges(
        "finds the number and lies about the kinds",
        "say(message({'n': number(), 'out': 'raises', 'exc': 7, 'args': 3}))\nos._exit(0)",
    ),
    _forges("finds the number and nests its answer deep", _WITH_VALUE + "answer('[\"l\",[' * 2000 + ']]' * 2000)"),
    _forges("finds the number and gives a value without its parts", _WITH_VALUE + "answer('[\"l\"]')"),
    _forges("finds the number and gives a value without a tag", _WITH_VALUE + "answer('[[]]')"),
    _forges("finds the number and gives an alias of nothing", _WITH_VALUE + "answer('[\"r\",999]')"),
    _forges("finds the number and gives a lazy result without items", _WITH_VALUE + "answer('{\"kind\":3}')"),
    _forges("reads the next question itself", "for fd in sockets():\n    os.set_blocking(fd, False)\nreturn x"),
    _patches("replaces the sending of answers", "m = module('wire')\nm['send'] = lambda *a: None"),
    _patches("replaces the encoding of values", "m = module('codec')\nm['encode'] = lambda *a, **k: 7"),
    _patches(
        "replaces the observer at import",
        "m = module('observer')\nm['observe_call'] = lambda *a: {'out': 'returns', 'value': 7}",
    ),
    _patches_at_import("replaces the encoding at import", "m = module('codec')\nm['encode'] = lambda *a, **k: 7"),
    _patches_at_import(
        "exchanges the code of the observer at import",
        "m = module('observer')\nlie = lambda context, call_tree: {'out': 'returns', 'value': 7}\n"
        "if m: m['observe_call'].__code__ = lie.__code__",
    ),
    _patches_at_import(
        "exchanges an entry of the encoder's table at import",
        "m = module('codec')\nif m: m['_EXACT'][object.__hash__(list)] = lambda *a: 7",
    ),
    Behaviour(
        _KIND,
        "replaces what it finds under the name of its judge",
        """
        import sys
        found = [m for n, m in sys.modules.items() if "hasten_child" in n]
        for m in found:
            for name in list(vars(m)):
                if callable(getattr(m, name)):
                    setattr(m, name, lambda *a, **k: 7)
        def f(x):
            return x if not found else "ESCAPED: found its judge"
    """,
    ),
    Behaviour(
        _KIND,
        "changes the variables of its caller",
        """
        import ctypes, sys
        def f(x):
            frame = sys._getframe(1)
            while frame:
                frame.f_locals.clear() if isinstance(frame.f_locals, dict) else None
                if sys.version_info < (3, 13):
                    ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(1))
                frame = frame.f_back
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "rewrites its caller while it runs, through a traceback",
        """
        def f(x):
            try:
                raise ValueError
            except ValueError as error:
                frame = getattr(error, "__trace" + "back__").tb_frame
                while frame.f_back is not None:
                    frame = frame.f_back
                frame.f_globals.clear()
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "poses as an observation",
        """
        def f(x):
            return {"out": "returns", "value": 7, "n": 1}
    """,
    ),
)
