import ast
import contextlib
import io
import sys
from dataclasses import replace

import pytest

from hasten.core import Counterexample
from hasten.report.counterexample import LONGEST, runnable
from hasten.testing import specimens

SHAPES = '''\
from collections import Counter


class Point:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return f"Point({self.x})"


def f(points, limit=3):
    return [p.x for p in points][:limit]
'''


def found(call, old="1", new="2"):
    return Counterexample("value", call, old, new)


def test_the_whole_text():
    text = runnable(specimens.differing().counterexample, specimens.target(), specimens.target(file="new.py"))
    assert text == (
        "from slow import dedupe  # NEW: from new import dedupe\n"
        "dedupe(['b', 'a'])\n"
        "# OLD: ['b', 'a']\n"
        "# NEW: ['a', 'b']\n"
    )


@pytest.mark.parametrize("call", [
    "f([Point(1), Point(2)])",
    "f([Point(inf)], limit=int(Decimal('2')))",
    "a = [Point(1)]\nfirst = f(a)\na.append(Point(2))\nprint(first, f(a))",
    "f([Point(x) for x in itertools.islice(range(9), 3)])",
    "import random\nrandom.seed(1)\nf([])",
    "f(list(Counter('ab')))if 0 else f([])",
])
def test_it_runs_as_it_is(tmp_path, monkeypatch, call):
    (tmp_path / "shapes.py").write_text(SHAPES)
    monkeypatch.syspath_prepend(tmp_path)
    target = specimens.target(file="shapes.py", name="f", source=SHAPES)
    text = runnable(found(call), target)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(text, "counterexample", "exec"), {})
    finally:
        sys.modules.pop("shapes", None)


def test_another_name_on_the_new_side_is_renamed():
    new = specimens.target(file="new.py", name="unique")
    assert "# NEW: from new import unique as dedupe" in runnable(found("dedupe([])"), specimens.target(), new)


def test_a_call_that_does_not_parse_is_shown_as_it_is():
    text = runnable(found("dedupe(<open file>)", old="line 1\nline 2"), specimens.target())
    assert text == "dedupe(<open file>)\n# OLD: line 1\n#      line 2\n# NEW: 2\n"


def test_a_huge_call_is_cut_and_says_so():
    text = runnable(found(f"dedupe({list(range(5000))})"), specimens.target())
    assert len(text) < 3 * LONGEST
    assert "more characters" in text


def test_without_a_target_there_is_the_call_alone():
    assert runnable(found("f(1)"), None).startswith("f(1)\n")
    broken = replace(specimens.target(), source="def f(:\n")
    assert runnable(found("f(1)"), broken).startswith("f(1)\n")


def test_comments_never_swallow_code():
    text = runnable(found("f(1)", old="a\n\nb", new=""), None)
    assert 1 == len(ast.parse(text).body)
