"""Loops shared out among threads give what Python gives, to the last bit and in the same order, or are refused."""

from __future__ import annotations

import copy
import importlib.util
import random
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
from tests.proposers.compile.differential import Snippet, Tally, differences, snippets

from hasten.builders.native import FLAGS
from hasten.code.source import parse
from hasten.proposers.compile.ir import Kernel
from hasten.proposers.compile.lattice import FLOAT, INT, STR, Type, from_domain, list_of
from hasten.proposers.compile.native import extension_source
from hasten.proposers.compile.parallel import in_parallel, some_in_parallel
from hasten.proposers.compile.refusal import Unsupported
from hasten.proposers.compile.translate import Translator
from hasten.run.building import find_compiler

INTS, FLOATS = list_of(INT), list_of(FLOAT)
SOURCE = """
import math

STEP = 3


def chains(n):
    best = 0
    total = 0
    for i in range(1, n):
        k, steps = i, 0
        while k != 1:
            k = STEP * k + 1 if k % 2 else k // 2
            steps += 1
        if steps > best:
            best = steps
        total += steps
    return best, total


def kept(xs):
    out = []
    acc = 0.0
    for i, x in enumerate(xs):
        if x > 0.3:
            out.append(x * x)
            acc += x / 3.0
    return out, acc


def table(n, m):
    return [line(i, m) for i in range(n)]


def line(i, m):
    return [i * j for j in range(m)]


def product(a, b):
    out = []
    for i in range(len(a)):
        row = []
        for j in range(len(b[0])):
            s = 0.0
            for k in range(len(b)):
                s += a[i][k] * b[k][j]
            row.append(s)
        out.append(row)
    return out


def filled(n):
    xs = [0] * n
    for i in range(n):
        xs[i] = i * i % 7
    ys = [0.0] * n
    for i in range(n - 1, -1, -1):
        ys[i] = xs[i] / 3
    return xs, ys


def deep(n):
    total = 0
    for i in range(n):
        total += below(i % 20)
    return total


def below(k):
    return 0 if k == 0 else 1 + below(k - 1)


def divided(xs):
    out = []
    for x in xs:
        out.append(100 // x)
    return out


def least(xs):
    best = 0.0
    for x in xs:
        if x < best:
            best = x
    return best


def multiplied(xs):
    p = 1
    q = 1.5
    for x in xs:
        p *= x
        q *= math.sqrt(abs(x)) + 0.25
    return p, q


def endless(xs):
    total = 0
    for x in xs:
        total += 10 // x
        while x != 0:
            x -= x % 2
    return total


def outer(xs, rounds):
    ys = xs[:]
    for r in range(rounds):
        zs = []
        for i in range(len(ys)):
            zs.append((ys[i] + ys[i - 1]) / 2)
        ys = zs
    return ys
"""
TYPES: dict[str, list[Type]] = {
    "chains": [INT], "kept": [FLOATS], "table": [INT, INT], "product": [list_of(FLOATS), list_of(FLOATS)],
    "filled": [INT], "deep": [INT], "divided": [INTS], "least": [FLOATS], "multiplied": [INTS],
    "outer": [FLOATS, INT], "endless": [INTS],
}  # fmt: skip


def kernel_of(source: str, name: str, types: list[Type]) -> Kernel:
    module = parse(source)
    assert not isinstance(module, SyntaxError)
    return Translator(module, name, types, version=sys.version_info[:2]).run()


def built(made: list[Kernel], folder: Path, stem: str, threads: int) -> Any:
    compiler = find_compiler()
    if compiler is None:
        pytest.skip("no C++ compiler")
    (folder / f"{stem}.cpp").write_text(extension_source(made, stem, "t.py", threads=threads), encoding="utf-8")
    flags = ["-O1" if flag == "-O3" else flag for flag in FLAGS]
    include = ["-I", sysconfig.get_paths()["include"]]
    command = [compiler, *flags, *include, f"{stem}.cpp", "-o", f"{stem}.so"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:2000]
    spec = importlib.util.spec_from_file_location(stem, folder / f"{stem}.so")
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.fixture(scope="module", params=[1, 3])
def module(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = [in_parallel(kernel_of(SOURCE, name, types)) for name, types in TYPES.items()]
    return built(made, tmp_path_factory.mktemp("threads"), f"_threads_{request.param}", request.param)


def _float(rng: random.Random) -> float:
    return rng.choice([rng.random(), 0.0, -0.0, float("nan"), 1e300, -1e-300, rng.random() - 0.5, 5e-324])


def arguments(name: str, rng: random.Random) -> tuple[Any, ...]:
    n = rng.choice([0, 1, 2, 3, 7, 8, 25, 60])
    floats = [_float(rng) for _ in range(n)]
    if name in ("kept", "least"):
        return (floats,)
    if name == "outer":
        return floats, rng.randrange(4)
    if name == "product":
        return [[_float(rng) for _ in range(3)] for _ in range(n)], [[_float(rng) for _ in range(4)] for _ in range(3)]
    if name in ("divided", "multiplied"):
        return ([rng.randint(rng.choice([1, -3]), 9) for _ in range(n)],)
    return (n, 5) if name == "table" else (n,)


@pytest.mark.parametrize("name", [name for name in TYPES if name != "endless"])
def test_every_call_is_as_python_makes_it(module: Any, name: str) -> None:
    space: dict[str, Any] = {}
    exec(SOURCE, space)
    rng, n_done = random.Random(name), 0
    constants = [space[c] for c in kernel_of(SOURCE, name, TYPES[name]).constants]
    for _ in range(80):
        args = arguments(name, rng)
        ours = copy.deepcopy(args)
        try:
            expected = repr(space[name](*copy.deepcopy(args)))
        except Exception as error:  # noqa: BLE001 - what raises is left to Python
            expected = type(error).__name__
        found = getattr(module, name)(*ours, *constants)
        assert repr(args) == repr(ours)
        if found is not NotImplemented:
            n_done += 1
            assert expected == repr(found)
    assert 30 < n_done


def test_what_one_thread_gives_up_ends_the_others(module: Any) -> None:
    assert NotImplemented is module.divided([3] * 40 + [0] + [2] * 40)
    assert [33, 50] == module.divided([3, 2])
    # Nor need a round be waited for that has no end, where Python would not have come to it.
    assert NotImplemented is module.endless([0, 3])


@pytest.mark.parametrize(
    ("text", "given", "says"),
    [
        ("s = 0\n    out = []\n    for x in xs:\n        s += x\n        out.append(s)\n    return out", INTS, "needs s as"),
        ("y = 0\n    for x in xs:\n        y = x\n    return y", INTS, "y of the last round"),
        ("ys = xs[:]\n    for i in range(1, len(ys)):\n        ys[i] = ys[i - 1] + 1\n    return ys", INTS, "looks into ys"),
        ("ys = xs[:]\n    zs = ys\n    for i in range(len(ys)):\n        ys[i] = zs[0] + 1\n    return ys", INTS, "another name"),
        ("for i in range(len(xs)):\n        xs[i] = 1\n    return 0", INTS, "another name"),
        ("ys = xs[:]\n    for i in range(2, -4, -1):\n        ys[i] = i\n    return ys", INTS, "may be another's"),
        ("ys = xs[:]\n    for i in range(-3, 3):\n        ys[i] = i\n    return ys", INTS, "may be another's"),
        ("for x in xs:\n        if x > 3:\n            return x\n    return 0", INTS, "end the loop"),
        ("n = 0\n    for x in xs:\n        if x > 3:\n            break\n        n += 1\n    return n", INTS, "end the loop"),
        ("t = 0.0\n    for x in xs:\n        k = 0\n        while k < 9:\n            t += x * k\n            k += 1\n    return t", FLOATS, "inner loop"),
        ("b = 0.0\n    for x in xs:\n        if x <= b:\n            b = x\n    return b", FLOATS, "needs b as"),
        ("out = [1]\n    for x in xs:\n        out.append(out[0])\n    return out", INTS, "looks into out"),
        ("n = 0\n    for x in xs:\n        n += len(x)\n    return n", list_of(STR), "texts, sets or dicts"),
        ("while xs[0] > 3:\n        return 1\n    return 0", INTS, "no loop"),
    ],
)
def test_rounds_that_depend_on_one_another_are_left_alone(text: str, given: Type, says: str) -> None:
    kernel = kernel_of(f"def f(xs):\n    {text}\n", "f", [given])
    with pytest.raises(Unsupported, match=says):
        in_parallel(kernel)
    with pytest.raises(Unsupported, match=says):
        some_in_parallel([kernel])
    plain = kernel_of(SOURCE, "chains", [INT])
    assert some_in_parallel([kernel, plain])[0] is kernel


@pytest.mark.slow
def test_snippets_in_threads(tmp_path: Path) -> None:
    kept: list[Snippet] = []
    made: list[Kernel] = []
    for snippet in snippets():
        try:
            types = [from_domain(domain, "an argument") for domain in snippet.domains]
            kernel = in_parallel(kernel_of(snippet.source, snippet.name, types))
            extension_source([kernel], "alone", "t.py")
        except Unsupported:
            continue
        kept.append(snippet)
        made.append(kernel)
    module, tally, wrong = built(made, tmp_path, "_snippets", 3), Tally(), []
    for snippet, kernel in zip(kept, made, strict=True):
        wrong += differences(snippet, getattr(module, snippet.name), 60, 0, tally, kernel.constants)
    assert [] == wrong[:3]
    assert 20 < len(kept) and 1_000 < tally.compared
