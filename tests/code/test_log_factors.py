"""Where a log factor can come from."""

from __future__ import annotations

import pytest

from hasten.code.log_factors import may_have_log_factor

NONE = [
    "def f(xs):\n    return list(dict.fromkeys(xs))\n",
    "def f(xs):\n    s = 0\n    for x in xs:\n        s += x * x % 7\n    return s // 2\n",
    "import math\ndef g(x):\n    return math.sqrt(x)\ndef f(xs):\n    return [g(x) for x in xs]\n",
    "def f(xs):\n    i = 0\n    while i < len(xs):\n        i += 1\n    return i\n",
]
SOME = [
    "def f(xs):\n    return sorted(xs)\n",
    "def f(xs):\n    xs.sort()\n    return xs\n",
    "import heapq\ndef f(xs):\n    return heapq.nlargest(3, xs)\n",
    "from bisect import insort as put\ndef f(xs):\n    put(xs, 1)\n",
    "def f(n):\n    k = 0\n    while n > 1:\n        n //= 2\n        k += 1\n    return k\n",
    "def f(n):\n    k, p = 0, 1\n    while p < n:\n        p = p * 2\n        k += 1\n    return k\n",
    "def f(xs):\n    if len(xs) < 2:\n        return xs\n    return f(xs[::2]) + f(xs[1::2])\n",
    "def f(n):\n    return g(n - 1) if n else 0\ndef g(n):\n    return f(n // 2)\n",
    "def f(n):\n    return sum(1 for i in range(1, n) for _ in range(i, n, i))\n",
    "def f(n):\n    return sum(len(str(i)) for i in range(n))\n",
    "import numpy as np\ndef f(xs):\n    return np.unique(xs)\n",
    "from . import own\ndef f(xs):\n    return own.g(xs)\n",
    "def f(xs:\n",
]


@pytest.mark.parametrize("source", NONE)
def test_code_without_sorts_halves_and_recursion_has_none(source: str) -> None:
    assert not may_have_log_factor(source)


@pytest.mark.parametrize("source", SOME)
def test_what_sorts_halves_or_recurses_may(source: str) -> None:
    assert may_have_log_factor(source)


def test_only_what_the_entry_runs_is_looked_at() -> None:
    source = (
        "import numpy as np\nfrom .own import g\n\ndef f(xs):\n    return h(xs)\n\ndef h(xs):\n    return [x for x in xs]\n"
        "\ndef sorts(xs):\n    return sorted(xs)\n\ndef k(xs):\n    return g(np.array(sorts(xs)))\n"
    )
    assert not may_have_log_factor(source, "f")
    assert may_have_log_factor(source, "k")
    assert may_have_log_factor(source, "sorts")
    assert may_have_log_factor(source)
    assert may_have_log_factor(source, "nowhere")
