"""Results that are not what they say, and misbehave when they are looked at."""

from tests.run.hostile.behaviour import Behaviour

_KIND = "lies in its result"


def _returns(name: str, body: str, result: str = "Odd()", cpu_limit_s: float = 1.0) -> Behaviour:
    lines = "\n".join("    " + line for line in body.strip().splitlines())
    return Behaviour(_KIND, name, f"class Odd:\n{lines}\ndef f(x):\n    return {result}\n", cpu_limit_s)


_LOOP = "    while True: pass"

ROWS = (
    _returns("says that it is an int", "__class__ = int\nvalue = 7"),
    _returns("an int of its own kind", "pass", "type('int', (int,), {})(7)"),
    _returns("equal to everything", "def __eq__(self, other): return True\ndef __hash__(self): return 7"),
    _returns("loops when it is compared", f"def __eq__(self, other):\n{_LOOP}\ndef __hash__(self):\n{_LOOP}"),
    _returns("loops when it is shown", f"def __repr__(self):\n{_LOOP}\ndef __str__(self):\n{_LOOP}"),
    _returns("exits when it is shown", "def __repr__(self): raise SystemExit(0)\n__str__ = __format__ = __repr__"),
    _returns("loops when its parts are read", f"def __getattribute__(self, name):\n{_LOOP}"),
    _returns("exits when its parts are read", "def __getattribute__(self, name): raise SystemExit(0)"),
    _returns("has another dictionary", "@property\ndef __dict__(self): raise SystemExit(0)"),
    _returns("acts when it is copied", f"def __reduce_ex__(self, n):\n{_LOOP}\ndef __deepcopy__(self, memo):\n{_LOOP}"),
    _returns("has no end", "def __iter__(self):\n    while True: yield 1\ndef __len__(self): return 10 ** 9"),
    _returns(
        "a list that says it is empty",
        "pass",
        "type('list', (list,), {'__len__': lambda s: 0, '__iter__': lambda s: iter(())})([x])",
    ),
    _returns(
        "a dictionary without end",
        "pass",
        "type('D', (dict,), {'items': lambda s: iter(int, 1), 'keys': lambda s: iter(int, 1)})(a=x)",
    ),
    _returns(
        "a text that is encoded as another",
        "pass",
        "type('str', (str,), {'encode': lambda *a: b'7', '__str__': lambda s: '7'})('8')",
    ),
    _returns(
        "its class raises when it is asked",
        "pass",
        "type('M', (type,), {'__getattribute__': lambda *a: 1 / 0})('Odd', (), {})()",
    ),
    _returns(
        "its class says that it is another",
        "pass",
        "type('M', (type,), {'__instancecheck__': lambda *a: True, '__eq__': lambda *a: True, "
        "'__hash__': lambda s: 1})('int', (), {})()",
    ),
    _returns(
        "its class has a name that is no text",
        "pass",
        "type('M', (type,), {'__name__': 7, '__qualname__': property(lambda s: 1 / 0), "
        "'__module__': property(lambda s: 1 / 0)})('O', (), {})()",
    ),
    _returns("its module is no text", "__module__ = 7\n__qualname__ = 'x'"),
    _returns("pretends to be a number of numpy", "__module__ = 'numpy'\ndtype = 'int64'\nshape = ()"),
    _returns("half of a character", "pass", "'\\ud800' + chr(0xdfff)"),
    _returns("a frame of the caller", "pass", "__import__('sys')._getframe()"),
    _returns("the module that observes it", "pass", "__import__('sys').modules['__main__']"),
    _returns(
        "an exception whose text loops",
        "pass",
        "(_ for _ in ()).throw(type('E', (Exception,), {'__str__': lambda s: sum(iter(int, 1))}))",
        0.15,
    ),
    _returns(
        "an exception whose class lies",
        "pass",
        "(_ for _ in ()).throw(type('E', (Exception,), {'__class__': ValueError})())",
    ),
    _returns(
        "waits when it is awaited",
        "def __await__(self):\n    while True: yield\ndef __iter__(self): return self\ndef __next__(self): return 1",
    ),
    _returns("a tag of hasten's own encoding", "pass", "['r', 0]"),
)
