"""One call and everything that can be seen of it."""

from __future__ import annotations

import builtins
import importlib
import inspect
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
from tests.run_child.child import call, run

#: Modules of the child side whose functions run while a call is observed, after the code under test had its turn.
OBSERVING = """
    callbacks classes decoder drive encoder integrity library_values module_state mutate nested observer process_state
    reach rebuild reshaped scenarios scientific state_put streams uncopied weight
""".split()


def one(
    tmp_path: Path, body: str, *args: Any, head: str = "", parameters: str = "*a", **options: Any
) -> dict[str, Any]:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    source = f"{head}\ndef f({parameters}):\n{lines}"
    return run(tmp_path, source, "f", [call(*args)], **options)[0]


def test_result_and_arguments_share_one_numbering(tmp_path: Path) -> None:
    found = one(tmp_path, "a[0].append(3)\nreturn [a[0], a[0][:]]", ["l", [1]])
    assert ["l", [["l", [1, 3]], ["l", [1, 3]]]] == found["value"]
    assert [["r", 1]] == found["args"]["args"]


def test_exceptions_by_type_with_their_message(tmp_path: Path) -> None:
    found = one(tmp_path, "raise Odd('x')", head="class Odd(KeyError): pass")
    assert ("raises", "$:Odd", "'x'") == (found["out"], found["exc"]["type"], found["exc"]["msg"])
    assert "exit" == one(tmp_path, "raise SystemExit(3)")["out"]


def test_output_also_behind_the_back_of_python(tmp_path: Path) -> None:
    found = one(tmp_path, "print('a')\nsys.stdout.flush()\nos.write(1, b'b')\nos.write(2, b'c')", head="import os, sys")
    assert ("a\nb", "c") == (found["stdout"], found["stderr"])


def test_globals_that_the_code_names(tmp_path: Path) -> None:
    head = "COUNT = 0\nTABLE = {'a': [1]}\nOTHER = 5"
    found = one(tmp_path, "global COUNT\nCOUNT += 1\nTABLE['a'].append(2)\nreturn OTHER", head=head)
    assert {"COUNT": 1, "TABLE": ["d", [["a", ["l", [1, 2]]]]]} == found["globals"]


def test_attributes_of_functions_and_classes_are_globals_too(tmp_path: Path) -> None:
    found = one(tmp_path, "f.calls = 1\nC.seen = [2]", head="class C:\n    seen = []")
    assert ["o", "builtins:function", {"calls": 1}] == found["globals"]["f"]
    assert ["o", "$:C", {"seen": ["l", [2]]}] == found["globals"]["C"]


def test_random_state(tmp_path: Path) -> None:
    head = "import random"
    assert "random" in one(tmp_path, "random.random()", head=head)
    assert "random" not in one(tmp_path, "random.Random(1).random()", head=head)
    twice = run(tmp_path, f"{head}\ndef f(x):\n    return random.random()\n", "f", [call(1), call(1), call(2)])
    assert twice[0]["value"] == twice[1]["value"] != twice[2]["value"]


def test_process_state(tmp_path: Path) -> None:
    body = "\n".join([
        "sys.setrecursionlimit(1234)", "os.environ['Q'] = '1'", "os.chdir('/')", "gc.disable()", "os.umask(0o77)",
        "decimal.getcontext().prec = 5", "os.environ['TZ'] = 'Asia/Kolkata'", "time.tzset()", "sys.path.append('q')",
        "warnings.simplefilter('ignore')", "signal.signal(signal.SIGTERM, signal.SIG_IGN)",
    ])  # fmt: skip
    found = one(tmp_path, body, head="import sys, os, gc, decimal, time, warnings, signal")
    parts = {"recursion limit", "environment", "working directory", "gc", "umask", "decimal context", "time zone",
             "sys.path", "warnings filters", "signal handlers"}  # fmt: skip
    assert parts == set(found["state"])
    assert "state" not in one(tmp_path, "return decimal.Decimal(1) / 3", head="import decimal")


def test_hooks_of_threads_are_seen_where_their_module_is_imported_first(tmp_path: Path) -> None:
    assert "state" not in one(tmp_path, "import threading\nreturn threading.active_count()")
    found = one(tmp_path, "import threading\nthreading.settrace(print)\nreturn 1")
    assert {"threading hooks"} == set(found["state"])


def test_threads_left_running(tmp_path: Path) -> None:
    body = "threading.Thread(target=time.sleep, args=(5,), daemon=True).start()"
    found = one(tmp_path, body, head="import threading, time")
    assert "threads" in found["state"]


def test_replaced_library_functions(tmp_path: Path) -> None:
    assert ["time.perf_counter"] == one(tmp_path, "time.perf_counter = len", head="import time")["patched"]
    assert ["builtins.len"] == one(tmp_path, "builtins.len = max", head="import builtins")["patched"]
    assert "patched" not in one(tmp_path, "time.perf_counter()", head="import time")


@pytest.mark.parametrize("name", OBSERVING)
def test_what_observes_keeps_the_builtins_as_they_were(name: str) -> None:
    module = importlib.import_module(f"hasten.run.hasten_child.{name}")
    classes = [part for part in vars(module).values() if inspect.isclass(part) and part.__module__ == module.__name__]
    functions = [part for holder in (module, *classes) for part in vars(holder).values()]
    own = [f for f in functions if isinstance(f, FunctionType) and f.__module__ == module.__name__]
    assert own
    assert [] == [f.__qualname__ for f in own if f.__builtins__ is vars(builtins)]


def test_reach_counts_only_where_the_module_itself_asks(tmp_path: Path) -> None:
    assert ["frames:sys._getframe"] == one(tmp_path, "sys._getframe(1)", head="import sys")["reach"]
    named = one(tmp_path, "return collections.namedtuple('P', 'a b')(1, 2)[0]", head="import collections")
    assert "reach" not in named


def test_files_that_are_written(tmp_path: Path) -> None:
    found = one(tmp_path, "open(a[0], 'w').write('x')", str(tmp_path / "made.txt"))
    assert [str(tmp_path / "made.txt")] == list(found["files"])
    assert ["file:open for writing"] == found["reach"]
    (tmp_path / "made.txt").write_text("y")
    assert "reach" not in one(tmp_path, "return open(a[0]).read()", str(tmp_path / "made.txt"))


def test_warnings(tmp_path: Path) -> None:
    found = one(tmp_path, "warnings.warn('old', DeprecationWarning)", head="import warnings")
    assert [["builtins:DeprecationWarning", "old"]] == found["warnings"]


def test_a_generator_is_run_item_by_item(tmp_path: Path) -> None:
    source = "def f(xs):\n    for x in xs:\n        yield x\n        xs.append(9) if len(xs) < 3 else None\n    return 'end'\n"
    value = run(tmp_path, source, "f", [call(["l", [1, 2]])])[0]["value"]
    assert ("gen", [1, 2, 9], "end") == (value["kind"], value["yields"], value["return"])
    seen = [entry[0] for entry in value["seen"]]
    assert seen[0] == seen[1] != seen[2]


def test_how_much_of_the_input_was_read_at_each_item(tmp_path: Path) -> None:
    lazy = "def f(xs):\n    for x in xs:\n        yield x\n"
    eager = "def f(xs):\n    for x in list(xs):\n        yield x\n"
    taken = [
        [entry[1] for entry in run(tmp_path, source, "f", [call(["it", "iter", [1, 2]])])[0]["value"]["seen"]]
        for source in (lazy, eager)
    ]
    assert [[[0], [1], [2]], [[0], [2], [2]]] == taken


def test_an_endless_generator_is_left_open_and_closed(tmp_path: Path) -> None:
    source = "def f():\n    try:\n        while True:\n            yield 1\n    finally:\n        print('closed')\n"
    found = run(tmp_path, source, "f", [call()])[0]
    assert found["value"]["open"]
    assert "closed\n" == found["stdout"]


def test_coroutines_run_and_sleeping_costs_no_time(tmp_path: Path) -> None:
    source = "import asyncio\nasync def f(n):\n    await asyncio.sleep(n)\n    return [t for t in [n]]\n"
    found = run(tmp_path, source, "f", [call(3600)])[0]
    assert ["l", [3600]] == found["value"]
    assert found["cpu_s"] < 5
    source = (
        "import asyncio\nasync def f(n):\n    for i in range(n):\n        await asyncio.sleep(1)\n        yield i\n"
    )
    assert [0, 1, 2] == run(tmp_path, source, "f", [call(3)])[0]["value"]["yields"]


def test_context_managers_are_entered_and_left(tmp_path: Path) -> None:
    source = (
        "import contextlib\n@contextlib.contextmanager\ndef f():\n    print('in')\n    yield [1]\n    print('out')\n"
    )
    found = run(tmp_path, source, "f", [call()])[0]
    assert [["l", [1]]] == found["value"]["yields"]
    assert "in\nout\n" == found["stdout"]


def test_call_backs_answer_alike_and_log_what_they_were_given(tmp_path: Path) -> None:
    source = "def f(xs, key):\n    return sorted(xs, key=key)\n"
    tree = ["fn", "log", {"returns": {"k": "int"}, "seed": 1}]
    one, two = run(tmp_path, source, "f", [call(["l", [3, 1, 2]], tree), call(["l", [3, 1, 2]], tree)])
    assert one["value"] == two["value"]
    assert one["calls"] == two["calls"]
    assert ['{"args":[3],"kwargs":{}}', '{"args":[1],"kwargs":{}}', '{"args":[2],"kwargs":{}}'] == [
        c[1] for c in one["calls"]
    ]


def test_call_backs_raise_change_and_call_again(tmp_path: Path) -> None:
    source = "def f(xs, g):\n    return [g(x) for x in xs]\n"
    raising = call(["l", [1, 2]], ["fn", "raise", {"at": 1, "exc": "KeyError"}])
    touching = call(["l", [1, 2]], ["fn", "touch", {"at": 0}])
    again = call(["l", [1, 2]], ["fn", "reenter", {"at": 0, "returns": {"k": "int"}}])
    found = run(tmp_path, source, "f", [raising, touching, again])
    assert "builtins:KeyError" == found[0]["exc"]["type"]
    assert 3 == found[1]["n_calls"]
    assert 64 == len(found[2]["calls"][0][2])


def test_locks_log_what_was_done_before_they_were_taken(tmp_path: Path) -> None:
    inside = "def f(xs, lock):\n    with lock:\n        xs.append(1)\n"
    outside = "def f(xs, lock):\n    xs.append(1)\n    with lock:\n        pass\n"
    lock = ["u", "_thread:lock", False, {}]
    logs = [run(tmp_path, source, "f", [call(["l", []], lock)])[0]["calls"] for source in (inside, outside)]
    assert [["acquire", "release"]] * 2 == [[entry[1] for entry in log] for log in logs]
    assert logs[0] != logs[1]


def test_branches_are_counted_when_the_module_is_instrumented(tmp_path: Path) -> None:
    source = "def f(x):\n    if x:\n        return 1\n    return 2\n"
    found = run(tmp_path, source, "f", [call(0), call(1), call(0)], instrument=True)
    assert found[0]["hits"] == found[2]["hits"] != found[1]["hits"]


def test_equal_observations_have_equal_sums(tmp_path: Path) -> None:
    source = "def f(x):\n    return x and 1.0\n"
    found = run(tmp_path, source, "f", [call(1), call(True), call(1)])
    assert found[0]["sum"] == found[2]["sum"] != found[1]["sum"]


def test_an_argument_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    assert "undecodable" == run(tmp_path, "def f(x): pass\n", "f", [call(["o", "$:Gone", {}])])[0]["out"]
