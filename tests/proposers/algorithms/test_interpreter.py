"""The interpreter does what Python does with plain code, and refuses or stops at everything else."""

import pytest

from hasten.code.source import ParsedModule
from hasten.proposers.algorithms.interpreter import RAISED, Interpreter, OutOfSteps, Stopped, Unsupported


def interpreted(source, *args, steps=40_000):
    module = ParsedModule(source)
    return Interpreter(module, steps=steps).call(module.functions["f"], args)


def python(source, *args):
    names = {}
    exec(source, names)  # code of these tests
    return names["f"](*args)


PLAIN = {
    "loops": (
        "def f(n):\n    t = 0\n    for i in range(n):\n        if i == 3:\n            continue\n        if i > 7:\n"
        "            break\n        t += i\n    else:\n        t = -1\n    return t\n",
        [(0,), (5,), (20,)],
    ),
    "while and else": (
        "def f(n):\n    while n > 3:\n        n -= 2\n    else:\n        n *= 10\n    return n\n",
        [(9,), (1,)],
    ),
    "comprehensions": (
        "def f(xs):\n    ys = [x * y for x in xs for y in range(x) if y % 2]\n"
        "    return ys, {x: -x for x in xs}, {x % 3 for x in xs}\n",
        [([3, 1, 4],)],
    ),
    "the inner scope of a comprehension": ("def f(x):\n    ys = [x for x in range(3)]\n    return x, ys\n", [(9,)]),
    "unpacking": (
        "def f(xs):\n    (a, *b), c = xs, xs[::-1]\n    a, c[0] = c[0], a\n    return a, b, c\n",
        [([1, 2, 3],)],
    ),
    "closures and defaults": (
        "def f(n, k=2):\n    def g(m, *, by=k):\n        return m * by + n\n    return g(3), g(3, by=5)\n",
        [(4,)],
    ),
    "recursion": ("def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\n", [(9,)]),
    "exceptions": (
        "def f(x):\n    try:\n        return 1 // x\n    except ZeroDivisionError:\n        return 'zero'\n"
        "    finally:\n        x = 5\n",
        [(0,), (3,)],
    ),
    "chained comparisons": (
        "def f(a, b):\n    return 0 < a < b <= 10 != a, not a, a or b, a and b\n",
        [(1, 5), (0, 3)],
    ),
    "text": (
        "def f(s):\n    return f'{s!r:>6}|{len(s):03d}', s.upper().split('A'), ''.join(reversed(s))\n",
        [("bab",), ("",)],
    ),
    "the library": (
        "import math\nfrom collections import Counter, deque\nfrom itertools import combinations\n"
        "def f(xs):\n    q = deque(xs)\n    q.rotate(1)\n    return math.gcd(*xs), list(q), "
        "Counter(xs).most_common(1), sorted(combinations(xs, 2), key=lambda p: -p[1])\n",
        [([4, 6, 6],)],
    ),
    "constants and functions of the module": (
        "TABLE = {1: 'a'}\nK = 3\ndef g(x):\n    return TABLE.get(x, K)\ndef f(x):\n    return g(x), g(1)\n",
        [(1,), (7,)],
    ),
    "changes to arguments": (
        "def f(xs):\n    xs.append(1)\n    del xs[0]\n    xs[0] += 5\n    return xs\n",
        [([1, 2],)],
    ),
}


@pytest.mark.parametrize("source, calls", PLAIN.values(), ids=list(PLAIN))
def test_plain_code_does_what_python_does(source, calls):
    for args in calls:
        copies = [list(arg) if isinstance(arg, list) else arg for arg in args]
        assert python(source, *copies) == interpreted(source, *args)


def test_what_the_code_raises_is_raised():
    with pytest.raises(IndexError):
        interpreted("def f(xs):\n    return xs[3]\n", [1])
    with pytest.raises(ValueError, match="no"):
        interpreted("def f(n):\n    raise ValueError('no')\n", 1)
    assert ValueError in RAISED


REFUSED = {
    "open": "return open('/etc/passwd').read()",
    "import": "import os\n    return os.getcwd()",
    "attributes of types": "return ().__class__.__mro__",
    "subclasses by type": "return type(n).__subclasses__()",
    "a made class": "return type('X', (), {})",
    "evaluation": "return eval('1')",
    "a global of another kind": "return __builtins__",
    "printing": "print(n)",
    "format with a field": "return '{0.__class__}'.format(n)",
    "formatting by percent": "return '%1000000d' % n",
    "attribute of a function": "return f.__globals__",
    "globals that change": "global K\n    K = 1",
    "yield": "yield 1",
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=list(REFUSED))
def test_everything_else_is_refused(body):
    with pytest.raises(Unsupported):
        interpreted(f"def g(n):\n    {body}\ndef f(n):\n    return g(n)\n", 1)


def test_a_module_outside_of_the_list_is_refused():
    with pytest.raises(Unsupported):
        interpreted("import os\ndef f(n):\n    return os.getcwd()\n", 1)


EXCESSIVE = {
    "an endless loop": "while True:\n        pass",
    "endless recursion": "return f(n + 1)",
    "an endless iterator": "return sum(itertools.count())",
    "a large power": "return 9 ** 9 ** 9",
    "a large shift": "return 1 << 10 ** 9",
    "doubling": "x = [0]\n    while True:\n        x = x + x",
    "doubling in place": "x = [0]\n    while True:\n        x += x",
    "extending by itself": "x = [0]\n    while True:\n        x.extend(x)",
    "a long list": "return [0] * 10 ** 9",
    "a long text": "return 'a' * 10 ** 9",
    "a wide text": "return 'a'.ljust(10 ** 9)",
    "a long range": "return list(range(10 ** 9))",
    "the sum of a long range": "return sum(range(10 ** 12))",
    "a range unpacked": "return [*range(10 ** 9)]",
    "a range as keys": "return dict.fromkeys(range(10 ** 9))",
    "squaring": "x = 3\n    while True:\n        x = x * x",
    "a factorial": "return math.factorial(10 ** 6)",
    "many combinations": "return len(list(itertools.combinations(range(40), 20)))",
    "a text joined": "return ('a' * 2900).join(['a' * 2900] * 2900)",
    "a text replaced": "return ('a' * 2900).replace('a', 'b' * 2900)",
    "a power modulo": "return pow(2 ** 5000 + 1, 2 ** 5000, 2 ** 5000 - 1)",
    "rounding": "return round(5, -10 ** 18)",
}


@pytest.mark.parametrize("body", EXCESSIVE.values(), ids=list(EXCESSIVE))
def test_what_takes_too_much_is_stopped(body):
    with pytest.raises(OutOfSteps):
        interpreted(f"import itertools, math\ndef f(n):\n    {body}\n", 1)


def test_no_except_of_the_code_catches_the_end():
    with pytest.raises(Stopped):
        interpreted(
            "def f(n):\n    while True:\n        try:\n            n += 1\n        except:\n            pass\n", 1
        )


def test_each_call_sees_the_containers_of_the_module_anew():
    module = ParsedModule("SEEN = []\ndef f(n):\n    SEEN.append(n)\n    return len(SEEN)\n")
    interpreter = Interpreter(module)
    assert [1, 1] == [interpreter.call(module.functions["f"], [n]) for n in (5, 6)]
