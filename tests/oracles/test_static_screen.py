"""The static screen: what can be told from the text, without alarms on honest rewrites."""

from __future__ import annotations

from typing import Any

import pytest

from hasten.oracles.static_screen import screen_descriptions, screen_sources

OLD = "def f(xs):\n    return [x for x in xs]\n"


@pytest.mark.parametrize(
    "new",
    [
        "import ctypes\ndef f(xs): return xs\n",
        "import os\ndef f(xs): os.fork(); return xs\n",
        "from os import kill\ndef f(xs): return xs\n",
        "import sys\ndef f(xs): return sys._getframe(1)\n",
        "import inspect\ndef f(xs): return inspect.stack()\n",
        "import gc\ndef f(xs): return gc.get_objects()\n",
        "import sys\ndef f(xs): sys.settrace(None)\n",
        "import time\ndef f(xs): time.time = len\n",
        "import builtins\ndef f(xs): builtins.len = len\n",
        "import random\ndef f(xs): setattr(random, 'random', len)\n",
        "import time\ndef f(xs): vars(time)['time'] = len\n"
        if False
        else "import time\ndef f(xs): time.__dict__['time'] = len\n",
        "import threading\ndef f(xs): threading.Thread(target=f).start()\n",
        "from concurrent.futures import ThreadPoolExecutor\ndef f(xs): return xs\n",
        "import subprocess\ndef f(xs): return xs\n",
        "def f(xs): return open('x').read()\n",
        "def f(xs): return eval('xs')\n",
        "def f(xs): return __import__('os')\n",
        "def f(xs): return object.__subclasses__()\n",
        "def f(xs): return (lambda: 0).__code__\n",
        "def f(xs):\n    try: 1/0\n    except Exception as e: return e.__traceback__\n",
        "import os\ndef f(xs): return getattr(os, 'sys' + 'tem')('x')\n",
        "import os\ndef f(xs): return getattr(os, 'system')('x')\n",
        "import pathlib\ndef f(xs): pathlib.Path('x').write_text('')\n",
        "import atexit\ndef f(xs): return xs\n",
        "import os\ndef f(xs): return os.environ['X']\n",
        "def f(xs): globals()['g'] = 1\n",
        "import platform\ndef f(xs): return xs if platform.node() == 'sandbox' else xs[1:]\n",
        "import os\ndef f(xs): return xs if os.uname().nodename == 'sandbox' else xs[1:]\n",
        "from os import cpu_count\ndef f(xs): return xs if cpu_count() < 3 else xs[1:]\n",
        "import os.path\ndef f(xs): return xs if not os.path.exists('/root') else xs[1:]\n",
        "from pathlib import Path\ndef f(xs): return xs if not Path('/root').exists() else xs[1:]\n",
        "import time\ndef f(xs): return xs if time.time() < 2e9 else xs[1:]\n",
        "import time\ndef f(xs): return xs if time.localtime().tm_year < 2040 else xs[1:]\n",
        "from datetime import date\ndef f(xs): return xs if date.today().year < 2040 else xs[1:]\n",
        "import datetime\ndef f(xs): return xs if datetime.datetime.now().year < 2040 else xs[1:]\n",
        "import secrets\ndef f(xs): return xs if secrets.randbelow(10 ** 9) else xs[1:]\n",
        "import uuid\ndef f(xs): return xs if uuid.uuid4().int % 99999 else xs[1:]\n",
        "import random\ndef f(xs): return xs if random.SystemRandom().random() else xs[1:]\n",
        "import sys\ndef f(xs): return xs if not sys.flags.optimize else xs[1:]\n",
        "import threading\ndef f(xs): return xs if threading.active_count() == 1 else xs[1:]\n",
        "def f(xs): return xs if __debug__ else xs[1:]\n",
        "def f(xs): return xs if __name__ != '__main__' else xs[1:]\n",
        "def f(xs): return xs if '/tmp' in __file__ else xs[1:]\n",
        "import codecs\ncodecs.register(lambda name: None)\ndef f(xs): return xs\n",
    ],
)
def test_reach_that_the_original_has_not(new: str) -> None:
    found = screen_sources(OLD, new).difference
    assert found is not None
    assert "forbidden" == found.kind


@pytest.mark.parametrize(
    "new",
    [
        "import math, bisect, collections, itertools, functools, heapq, operator, re, array, dataclasses, typing\n"
        + OLD,
        "import numpy as np\nfrom collections import Counter, deque, defaultdict\ndef f(xs): return np.array(xs).tolist()\n",
        "from functools import lru_cache\n@lru_cache(maxsize=None)\ndef f(xs): return xs\n",
        "import os.path\ndef f(xs): return os.path.join(*xs)\n",
        "import sys\ndef f(xs): return xs if sys.maxsize else sys.version_info\n",
        "class A:\n    __slots__ = ('a',)\n    def __init__(self): self.a = {}\n\ndef f(xs):\n    a = A()\n    a.a['x'] = 1\n    setattr(a, 'a', 1)\n    return xs\n",
        "import time\ndef f(xs): return [time.localtime(x) for x in xs]\n",
        "from datetime import datetime\ndef f(xs): return [datetime.fromtimestamp(x) for x in xs]\n",
        "import uuid\ndef f(xs): return [uuid.UUID(int=x) for x in xs]\n",
        "class Store:\n    def exists(self): return True\ndef f(xs): return xs if Store().exists() else xs\n",
        OLD + "if __name__ == '__main__':\n    print(f([1]))\n",
        "_CACHE = {}\ndef f(xs):\n    global _CACHE\n    _CACHE[1] = 2\n    _CACHE = {}\n    return xs\n",
        "import threading\n_LOCK = threading.Lock()\ndef f(xs):\n    with _LOCK:\n        return xs\n",
        "from inspect import signature\nimport random, time\ndef f(xs):\n    random.random()\n    time.perf_counter()\n    return xs\n",
    ],
)
def test_honest_rewrites_pass(new: str) -> None:
    assert screen_sources(OLD, new).difference is None


def test_what_the_original_reaches_is_its_own_business() -> None:
    old = "import os\ndef f(xs):\n    return os.getenv('HOME')\n"
    assert screen_sources(old, "import os\ndef f(xs):\n    return os.getenv('HOME') or None\n").difference is None


def test_names_must_resolve() -> None:
    found = screen_sources(OLD, "def f(xs):\n    return deque(xs)\n").difference
    assert found is not None
    assert ("import", "f") == (found.kind, found.where)
    assert screen_sources(OLD, "from m import *\ndef f(xs):\n    return deque(xs)\n").difference is None
    assert screen_sources(OLD, "def f(xs):\n    global g\n    g = 1\n    return g, __doc__\n").difference is None
    assert screen_sources(OLD, "def f(:\n").difference is not None


def described(*rows: dict[str, Any], kind: str = "function") -> dict[str, Any]:
    return {"kind": kind, "parameters": [{"kind": "positional_or_keyword", **row} for row in rows]}


def test_signatures_stay_or_grow_compatibly() -> None:
    old = described({"name": "a"}, {"name": "b", "default": 1})
    same = screen_descriptions(old, described({"name": "a", "hint": "int"}, {"name": "b", "default": 1}))
    assert (None, ()) == (same.difference, same.notes)
    more = screen_descriptions(old, described({"name": "a"}, {"name": "b", "default": 1}, {"name": "c", "default": 2}))
    assert more.difference is None
    assert more.notes
    for new in (
        described({"name": "a"}), described({"name": "x"}, {"name": "b", "default": 1}), described({"name": "a"}, {"name": "b"}),
        described({"name": "a"}, {"name": "b", "default": ["l", []]}), described({"name": "a"}, {"name": "b", "default": True}),
        described({"name": "a"}, {"name": "b", "default": 1}, {"name": "c"}),
        described({"name": "a"}, {"name": "b", "default": 1}, kind="generator"),
    ):  # fmt: skip
        found = screen_descriptions(old, new).difference
        assert found is not None
        assert "signature" == found.kind
