"""Loops of functions that do not compile as a whole: what they are given and leave, and that nothing changes."""

from __future__ import annotations

import ast
import copy
import importlib.util
import json
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from hasten.builders.native import FLAGS
from hasten.code.source import ParsedModule, parse
from hasten.proposers.compile.front import Call, with_calls
from hasten.proposers.compile.lifting import lifted
from hasten.proposers.compile.native import extension_source
from hasten.proposers.compile.recorder import recorded, recording_source
from hasten.proposers.compile.regions import CompiledRegion, RegionFinder
from hasten.run.building import find_compiler

SHAPES = '''\
import io
import json

LIMIT = 1000
SEEN = []


def several_results(text):
    """Two loops in a row, several results."""
    numbers = json.loads(text)
    total, largest = 0, -1
    for number in numbers:
        total += number
    for number in numbers:
        if number > largest:
            largest = number
    return json.dumps([total, largest, number])


def breaks_and_continues(text, stop):
    """Left early, with an else."""
    found = ""
    numbers = json.loads(text)
    for at, number in enumerate(numbers):
        if number % 2:
            continue
        if number > stop:
            break
    else:
        at = -1
    print(at)
    return found + str(at)


def raises_inside(text, divisor):
    """Division by zero and places beyond the end, with effects before."""
    numbers = json.loads(text)
    SEEN.append(len(numbers))
    out = []
    try:
        for place in range(len(numbers) + divisor // 100):
            out.append(numbers[place] // divisor)
    except IndexError:
        out.append(-1)
    return out, SEEN.pop()


def grows_beyond_machine_words(text):
    """The sum leaves 64 bits."""
    total = 1
    for number in json.loads(text):
        total *= 3
    powers = [1]
    for k in range(total % 1000):
        powers.append(powers[-1] * 7)
    return str(powers[-1])


def changes_in_place(text, rounds):
    """A list and its rows are changed where they are."""
    rows = json.loads(text)
    first = rows[0]
    for _ in range(rounds):
        for row in rows:
            for k in range(len(row)):
                row[k] = (row[k] * 3 + k) % LIMIT
    return {"rows": rows, "same": first is rows[0]}


def one_list_twice(text):
    """Two names of one list."""
    rows = json.loads(text)
    rows.append(rows[0])
    for row in rows:
        for k in range(len(row)):
            row[k] += 1
    return {"rows": rows}


def binds_what_was_bound(text, n):
    """A result that the loop may not bind."""
    last = json.loads(text)
    seen = 0
    for k in range(n):
        if k % 3 == 2:
            last = k
        seen += last
    return f"{last} {seen}"


def maybe_unbound(text, n):
    """What follows the loop reads a name that only the loop binds."""
    numbers = json.loads(text)
    for k in range(n):
        doubled = numbers[k] * 2
    return {"doubled": doubled}


def a_list_goes_through(text, n):
    """The loop binds a list that it was given, so that it stays the same object."""
    kept = json.loads(text)
    other = [0] * len(kept)
    best = other
    for k in range(n):
        if kept[k % len(kept)] > 3:
            best = kept
    return {"same": best is kept, "best": best, "other": best is other}


def yields(text, n):
    """A generator with a loop that does not yield."""
    numbers = json.loads(text)
    for start in range(n):
        total = 0
        for number in numbers:
            total += number * start
        yield total


class Grid:
    """A method."""

    def __init__(self, width):
        self.width = width

    def sums(self, rounds):
        width = self.width
        found = {}
        for step in range(rounds):
            line = 0
            for x in range(width):
                line += x * step
            found[step] = line
        return found


def grid_sums(width, rounds):
    return Grid(width).sums(rounds)


class Walk:
    """A method whose loop reads and writes attributes."""

    def __init__(self, table, limit):
        self.table = table
        self.limit = limit
        self.steps = 0
        self.rows = [[0] * 3 for _ in range(2)]

    def walk(self, start):
        print(start)
        at = start
        while at < self.limit:
            at = self.table[at] + 1
            self.steps += 1
            self.rows[at % 2][0] = at
        return {"at": at, "steps": self.steps, "rows": self.rows}


class Counting(Walk):
    reads = 0

    @property
    def limit(self):
        Counting.reads += 1
        return 4

    @limit.setter
    def limit(self, value):
        pass


def walked(table, limit, start, kind=0):
    walk = (Counting if kind == 1 else Walk)(table, limit)
    if kind == 2:
        del walk.steps
    if kind == 3:
        walk.rows[1] = walk.rows[0]
    try:
        return walk.walk(start), Counting.reads
    finally:
        Counting.reads = 0
        print(sorted(vars(walk).items()))


def settings_of(text, n):
    """Items of a dict, one of them written."""
    settings = json.loads(text)
    for k in range(n):
        if k % settings["every"] == 0:
            settings["found"] = settings["found"] + k * settings["rate"]
    return settings


def counted_words(text, n):
    """A dict is looked into and another is filled; one may be the other."""
    known = json.loads(text)
    counts = {} if n % 2 else known
    for word in list(known):
        for k in range(n):
            counts[word] = counts.get(word, 0) + known[word] * k
        if "b" in known:
            known["b"] = known["b"] + 1
    return known, counts


def returns_inside(text, wanted):
    """Found, not found, and nothing at all."""
    rows = json.loads(text)
    steps = 0
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            steps += 1
            if value == wanted:
                return x, y
            if value < 0: return row
            if value > 100:
                return
    return {"steps": steps}


def returns_or_goes_on(text, n):
    """Two results beside the return."""
    xs = json.loads(text)
    a, b = 0, 1.5
    for k in range(n):
        if k > 6:
            return "many"
        a += xs[k]
        b *= 2.0
    return json.dumps([a, b])


def conditional(text, n):
    """The loop stands in branches, and under a manager."""
    numbers = json.loads(text)
    with io.StringIO() as out:
        if n > 2:
            total = 0
            for number in numbers:
                total += number * n
            out.write(str(total))
        elif n == 2:
            for number in numbers:
                out.write(str(number))
        return out.getvalue()
'''
BIG = 2**61
CALLS: dict[str, list[tuple[Any, ...]]] = {
    "several_results": [("[3, 1, 2]",), ("[]",), ("[1.5, 2]",), (f"[{BIG}, {BIG}, {BIG}, {BIG}]",), ('["a"]',)],
    "breaks_and_continues": [("[1, 2, 4, 9]", 3), ("[1, 3]", 0), ("[]", 0), ('[1, "b"]', 0), ("[true, 2]", 1)],
    "raises_inside": [("[5, 6]", 2), ("[5, 6]", 0), ("[5, 6]", 100), ("[]", 1), ("[0.5]", 2), ("[null]", 1)],
    "grows_beyond_machine_words": [("[1, 1, 1]",), ("[1, 1, 1, 1, 1]",), ("[]",), (f"[{'1,' * 50}1]",)],
    "changes_in_place": [("[[1, 2], [3]]", 3), ("[[1, 2], [3]]", 0), ("[[1.5]]", 2), ("[[], [true]]", 1)],
    "one_list_twice": [("[[1, 2], [3]]",), ("[[]]",), ("[[0.5]]",)],
    "binds_what_was_bound": [("7", 5), ("7", 0), ("7", 2), ("1.5", 4), ('"a"', 0), ('"a"', 3)],
    "maybe_unbound": [("[1, 2, 3]", 3), ("[1, 2, 3]", 0), ("[1]", 2)],
    "a_list_goes_through": [("[1, 2, 9]", 4), ("[1, 2, 3]", 4), ("[]", 0), ("[]", 1)],
    "yields": [("[1, 2, 9]", 4), ("[]", 2), (f"[{BIG}, {BIG}]", 5), ('["a"]', 2)],
    "grid_sums": [(4, 3), (0, 3), (2.5, 1), (3, 0)],
    "walked": [
        ([1, 2, 3, 4, 5], 4, 0), ([1, 2, 3], 9, 0), ([1, 2.0, 3], 3, 0), ([1, 2, 3], 3, 5), ([1, 2, 3, 4, 5], 4, 0, 1),
        ([1, 2, 3, 4, 5], 4, 0, 2), ([1, 2, 3, 4, 5], 4, 0, 3), ([1, 2, 3], 3, "a"),
    ],
    "settings_of": [
        ('{"every": 2, "found": 1, "rate": 3}', 9), ('{"every": 2, "rate": 3}', 9), ('{"every": 0, "found": 1, "rate": 3}', 9),
        ('{"every": 2, "found": 1, "rate": 3}', 0), ('{"rate": 3}', 0), ('{"every": 2, "found": null, "rate": 0.5}', 4),
        ('[1]', 2),
    ],
    "counted_words": [
        ('{"a": 1, "b": 2}', 3), ('{"a": 1, "b": 2}', 4), ('{"a": 1, "b": 2}', 0), ('{"a": 0.5}', 2), ('[1]', 2), (f'{{"b": {BIG}}}', 9), ("{}", 1),
    ],
    "returns_inside": [
        ("[[1, 2], [3, 4]]", 3), ("[[1, 2], [3, 4]]", 9), ("[[1, -2], [3, 4]]", 9), ("[[1, 200], [3, 4]]", 9), ("[]", 1),
        ("[[0.5]]", 0.5), ('[["a"]]', 1),
    ],
    "returns_or_goes_on": [("[1, 2, 3, 4, 5, 6, 7, 8, 9]", 3), ("[1, 2, 3, 4, 5, 6, 7, 8, 9]", 9), ("[1]", 3), ("[]", 0)],
    "conditional": [("[1, 2]", 3), ("[1, 2]", 2), ("[1, 2]", 1), ("[0.5]", 3), ("[1]", "x")],
}


def module_of(text: str) -> ParsedModule:
    module = parse(text)
    assert isinstance(module, ParsedModule)
    return module


def found_in(text: str, name: str, calls: Sequence[tuple[Any, ...]], inner: str = "") -> list[CompiledRegion]:
    """Regions of a function, with types from calls of it (or of another function, ``inner`` being looked at)."""
    module = module_of(text)
    node = module.functions[inner or name]
    finder = RegionFinder(module, node, version=sys.version_info[:2])
    places = finder.starts()
    space: dict[str, Any] = {}
    space["__name__"] = "recording"
    exec(compile(recording_source(module, node, places), "recording", "exec"), space)
    observed = []
    for call in calls:
        value = space[name](*copy.deepcopy(call))
        value = value[0] if isinstance(value, tuple) else value
        if hasattr(value, "__next__"):
            value = {"yields": [], "return": ["l", _returned(value)]}
        observed.append({"out": "returns", "value": value if isinstance(value, dict) else ["l", value]})
    return finder.regions(recorded(places, observed))


def _returned(generator: Any) -> Any:
    while True:
        try:
            next(generator)
        except StopIteration as end:
            return end.value


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Any, Any]]:
    """The module as it is and with all of its regions compiled."""
    compiler = find_compiler()
    if compiler is None:
        pytest.skip("no C++ compiler")
    folder, kernels, text = tmp_path_factory.mktemp("regions"), [], SHAPES
    for name, calls in CALLS.items():
        inner = {"grid_sums": "Grid.sums", "walked": "Walk.walk"}.get(name, name)
        regions = found_in(text, name, calls[:1], inner)
        assert regions, f"{name} has a loop that compiles"
        module = module_of(text)
        same = {s.lineno: s for s in _statements(module)}
        made = [
            Call([same[s.lineno] for s in one.region.statements], one.name, [*one.region.given, *one.kernel.constants],
                 one.region.bound, one.region.guards, one.region.returns)
            for one in regions
        ]  # fmt: skip
        front = with_calls(module, module.functions[inner], "_kernels", made)
        assert front is not None
        text = front.source if not kernels else front.source.replace(_IMPORT.format("_kernels_2"), "").replace(
            "_kernels_2", "_kernels"
        )
        kernels += [one.kernel for one in regions]
    (folder / "_kernels.cpp").write_text(extension_source(kernels, "_kernels", "shapes.py"), encoding="utf-8")
    include = sysconfig.get_paths()["include"]
    flags = [flag for flag in FLAGS if flag != "-O3"]
    command = [compiler, *flags, "-O1", "-I", include, "_kernels.cpp", "-o", "_kernels.so"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:2000]
    (folder / "plain.py").write_text(SHAPES, encoding="utf-8")
    (folder / "fast.py").write_text(text, encoding="utf-8")
    sys.path.insert(0, str(folder))
    try:
        loaded = [_load(name, folder / f"{name}.py") for name in ("plain", "fast")]
    finally:
        sys.path.remove(str(folder))
    assert loaded[1]._kernels is not None
    return lambda name: (getattr(loaded[0], name), getattr(loaded[1], name))


_IMPORT = (
    "try:\n    import _kernels as {0}\nexcept ImportError:  # it is not built here, so the plain function serves\n"
    "    {0} = None\n\n\n"
)


def _statements(module: ParsedModule) -> list[Any]:
    return [node for node in reversed(list(ast.walk(module.tree))) if isinstance(node, ast.stmt)]


def _load(name: str, path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def outcome(function: Callable[..., Any], call: tuple[Any, ...], capsys: pytest.CaptureFixture[str]) -> Any:
    try:
        value = function(*call)
        value = list(value) if hasattr(value, "__next__") else value
    except (ArithmeticError, AttributeError, LookupError, NameError, TypeError, ValueError) as error:
        return "raises", type(error), str(error), capsys.readouterr().out
    return "returns", repr(value), capsys.readouterr().out


@pytest.mark.parametrize("name", CALLS)
def test_a_function_with_compiled_loops_is_as_before(
    name: str, both: Callable[[str], tuple[Any, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    plain, fast = both(name)
    for call in CALLS[name]:
        assert outcome(plain, call, capsys) == outcome(fast, call, capsys), call


def test_the_kernels_answer_and_decline(both: Callable[[str], tuple[Any, Any]]) -> None:
    """Otherwise the test above would compare the plain function with itself."""
    kernels = sys.modules["_kernels"]
    assert (3, 2, 6) == kernels.several_results_part_1(-1, [3, 1, 2], 0)
    names = [name for name in dir(kernels) if "_part_" in name]
    assert len(CALLS) <= len(names)
    assert 12 == kernels.yields_part_1([1, 2, 3], 2, 0)
    assert NotImplemented is kernels.yields_part_1([1, 2.5, 3], 2, 0)
    assert NotImplemented is kernels.yields_part_1([2**62], 4, 0)


def bounds(text: str, name: str, calls: Sequence[tuple[Any, ...]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(one.region.reads, one.region.leaves) for one in found_in(text, name, calls)]


@pytest.mark.parametrize(
    ("change", "lifts"),
    [
        ("", ["self.steps", "self.top"]),
        ("    def __getattr__(self, name):\n        return 0\n", []),
        ("    def __setattr__(self, name, value):\n        pass\n", ["self.top"]),
        ("    @property\n    def top(self):\n        return 3\n", ["self.steps"]),
        ("    top = steps = 0\n", ["self.steps", "self.top"]),
        ("    top = property(print)\n", ["self.steps"]),
    ],
)
def test_attributes_are_locals_only_where_they_are_nothing_else(change: str, lifts: list[str]) -> None:
    text = (
        f"import json\n\n\nclass Base:\n    pass\n{change}\n\nclass A(Base):\n    def f(self, n):\n        print(n)\n"
        "        for k in range(n):\n            if k < self.top:\n                self.steps += 1\n        return self.steps\n"
    )
    module = module_of(text)
    node = module.functions["A.f"]
    (loop,) = [s for s in node.body if isinstance(s, ast.For)]
    found = lifted(module, [loop], {"self": "A"}, {"self", "n", "k"})
    assert lifts == sorted(one.place for one in found)
    assert [] == lifted(module, [loop], {"self": "Unknown"}, set())


def test_what_is_written_by_way_of_two_names_is_no_local() -> None:
    module = module_of("for k in n:\n    a['x'] += b['x'] + b['y']\n")
    assert ['b["y"]'] == [one.place for one in lifted(module, module.tree.body, {"a": "dict", "b": "dict"}, set())]


def test_only_what_is_read_behind_the_loop_is_handed_out() -> None:
    assert [(("largest", "numbers", "total"), ("largest", "number", "total"))] == bounds(
        SHAPES, "several_results", CALLS["several_results"][:1]
    )
    # `number` is no result where nothing reads it.
    text = SHAPES.replace("[total, largest, number]", "[total, largest]")
    assert [(("largest", "numbers", "total"), ("largest", "total"))] == bounds(
        text, "several_results", CALLS["several_results"][:1]
    )


@pytest.mark.parametrize(
    "body",
    [
        "    for n in json.loads(text):\n        print(n)\n",
        "    k = 0\n    for n in range(3):\n        k += n\n    return locals()\n",
        "    global LIMIT\n    for n in range(3):\n        LIMIT += n\n",
        "    for n in range(3):\n        del n\n",
        "    for n in range(3):\n        f = lambda: n\n    return f()\n",
        "    while text:\n        while True:\n            text = ''\n            break\n        else:\n            break\n"
        "        print()\n",
    ],
)
def test_what_cannot_be_taken_out_is_left_alone(body: str) -> None:
    assert [] == found_in(f"import json\nLIMIT = 3\n\n\ndef f(text):\n{body}", "f", [("[1]",)])


def test_a_name_that_a_comprehension_shares_with_the_function_is_handed_in() -> None:
    text = (
        "import json\n\n\ndef f(text):\n    x = json.loads(text)\n    y = [x for x in range(3)] + [x]\n    return str(y)\n"
    )
    assert [(("x",), ("y",))] == bounds(text, "f", [("5",)])


def test_types_come_from_every_call_and_from_what_a_list_holds_later() -> None:
    text = (
        "import json\n\n\ndef f(text):\n    step = json.loads(text)\n    out = []\n    for k in range(4):\n"
        "        out.append(k * step)\n    return json.dumps(out)\n"
    )
    (one,) = found_in(text, "f", [("1",), ("0.5",)])
    kinds = {name: type_.kind for name, type_ in one.kernel.main.variables.items()}
    assert "number" == kinds["step"] and "list" == kinds["out"]
    assert "number" == one.kernel.main.variables["out"].element.kind


def test_recording_a_function_leaves_its_module_as_it_was() -> None:
    text = (
        '"""Doc."""\nfrom __future__ import annotations\n\nN = 1\n\n\ndef f(n):\n    s = 0\n    for k in range(n):\n'
        "        s += k\n    return s\n"
    )
    module = module_of(text)
    finder = RegionFinder(module, module.functions["f"], version=(3, 11))
    source = recording_source(module, module.functions["f"], finder.starts())
    space: dict[str, Any] = {}
    exec(compile(source, "recording", "exec"), space)
    whole = [{"k": "union", "of": [{"k": "int"}]}]
    assert {"0": {"n": whole, "s": whole}} == json.loads("".join(space["f"](3)))
    assert 1 == space["N"] and "Doc." == space["__doc__"]


def test_what_is_noted_leaves_the_sandbox_in_short_texts() -> None:
    names = [f"a_local_with_a_long_name_{k}" for k in range(60)]
    lines = [*(f"    {name} = {k}" for k, name in enumerate(names)), "    total = 0", "    for k in range(n):"]
    lines += [f"        total += {name}" for name in names]
    module = module_of("\n".join(["def f(n):", *lines, "    return [total]", ""]))
    finder = RegionFinder(module, module.functions["f"], version=(3, 11))
    places = finder.starts()
    space: dict[str, Any] = {}
    exec(compile(recording_source(module, module.functions["f"], places), "recording", "exec"), space)
    said = space["f"](2)
    assert len(said) > 1 and max(map(len, said)) <= 1000
    (known,) = recorded(places, [{"out": "returns", "value": ["l", said]}]).values()
    assert {"n", "total", *names} == set(known.types)
    assert {} == recorded(places, [{"out": "returns", "value": ["cut", 3, "x"]}, {"out": "timeout"}])
