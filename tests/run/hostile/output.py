"""Code that answers with too much."""

from tests.run.hostile.behaviour import Behaviour

_KIND = "answers too much"


def _gives(name: str, body: str, cpu_limit_s: float = 3.0, *, slow: bool = False) -> Behaviour:
    return Behaviour(
        _KIND,
        name,
        "def f(x):\n" + "\n".join("    " + line for line in body.strip().splitlines()) + "\n",
        cpu_limit_s,
        slow=slow,
    )


ROWS = (
    _gives("prints 200 MB", "for _ in range(200):\n    print('x' * (1 << 20))\nreturn x"),
    _gives(
        "writes 200 MB to the error stream",
        "import os\nfor _ in range(200):\n    os.write(2, b'x' * (1 << 20))\nreturn x",
    ),
    _gives("a list of 3 million items", "return list(range(3_000_000))", 3.0, slow=True),
    _gives("a list of a billion items", "return [0] * 10 ** 9"),
    _gives("a text of 64 million characters", "return 'x' * (64 << 20)"),
    _gives("an integer of a million digits", "return 10 ** 1_000_000"),
    _gives("lists nested a million deep", "a = []\nfor _ in range(10 ** 6):\n    a = [a]\nreturn a", 3.0, slow=True),
    _gives(
        "tuples that share their halves sixty times",
        "t = (1,)\nfor _ in range(60):\n    t = (t, t)\nreturn t",
        1.0,
        slow=True,
    ),
    _gives("a list that holds itself", "a = [x]\na.append(a)\nreturn a"),
    _gives("an exception with 50 MB of text", "raise ValueError('x' * (50 << 20))"),
    _gives(
        "exceptions chained a thousand times",
        "e = None\nfor _ in range(1000):\n    n = ValueError('x' * 1000)\n    n.__cause__ = e\n    e = n\nraise e",
    ),
    _gives(
        "warnings by the thousand",
        "import warnings\nfor n in range(5000):\n    warnings.warn('x' * 1000 + str(n))\nreturn x",
    ),
    _gives(
        "attributes by the hundred thousand",
        "class A: pass\na = A()\nfor n in range(100_000):\n    setattr(a, 'a%d' % n, n)\nreturn a",
    ),
    _gives("a class with a name of 10 MB", "return type('x' * (10 << 20), (), {})()"),
    _gives("an exception class with a name of 10 MB", "raise type('E' * (10 << 20), (Exception,), {})()"),
    _gives("changes its argument into much", "globals()['more'] = list(range(10 ** 6))\nreturn x"),
)
