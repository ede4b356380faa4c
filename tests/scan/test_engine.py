from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from hasten.proposers.rules import all_rules, rule_name
from hasten.scan.codes import CODES, CONSTANT, rules_of
from hasten.scan.engine import _each_once, _located, _shown, scan_source

FIXTURES = Path(__file__).parent.parent / "proposers" / "rules" / "fixtures"


def codes(source: str, *, constants: bool = False) -> list[str]:
    return [finding.code for finding in scan_source(textwrap.dedent(source), constants=constants).findings]


def test_every_rule_has_a_code_of_its_own() -> None:
    assert {rule_name(rule) for rule in all_rules()} == set(CODES)
    assert len(CODES) == len(set(CODES.values()))
    assert all(re.fullmatch(r"HS[1-5]\d\d", code) for code in CODES.values())


def test_a_search_in_a_long_list_is_found_with_its_place() -> None:
    source = "def f(xs, banned: list[str]):\n    é = 1; return [x for x in xs if x not in banned]\n"
    (found,) = scan_source(source).findings
    assert ("HS101", 2, 37, 2, 52) == (found.code, found.line, found.column, found.end_line, found.end_column)
    assert "x not in banned" == source.splitlines()[1][found.column - 1 : found.end_column - 1]
    assert ("f", "O(n^2)", "O(n)") == (found.function, found.before, found.after)


@pytest.mark.parametrize(
    "body",
    [
        "return [x for x in xs if x not in ys]",  # may be a set
        "return [x for x in xs if x not in ('a', 'b')]",  # written out
        "kinds = ['a', 'b']\n    return [x for x in xs if x in kinds]",  # short whatever comes
        "names: list = list(xs)\n    return any(kind in names for kind in ('a', 'b'))",  # asked twice
        "names = list(xs)\n    while True:\n        if ys in names:\n            return 1\n        return 2",  # once
        "names = list(xs)\n    for x in xs:\n        if x is ys:\n            raise ValueError(ys in names)",  # an error
    ],
)
def test_what_is_short_or_done_once_or_unknown_is_not_shown(body: str) -> None:
    assert [] == codes(f"def f(xs, ys):\n    {body}\n")


def test_module_constants_are_short_and_module_lists_that_grow_are_not() -> None:
    assert [] == codes("KINDS = ['a', 'b']\ndef f(xs):\n    return [x for x in xs if x in KINDS]\n")


def test_recursion_over_parts_is_no_repeated_work_and_recursion_by_steps_is() -> None:
    tree = "def depth(node):\n    return 1 + max((depth(child) for child in node.children), default=0)\n"
    steps = "def ways(n: int) -> int:\n    return 1 if n < 2 else ways(n - 1) + ways(n - 2)\n"
    assert [] == codes(tree)
    assert ["HS305"] == codes(steps)


def test_work_that_reads_an_iterator_or_a_global_is_not_called_the_same_every_turn() -> None:
    batches = """
        from itertools import islice
        def f(items, n):
            it = iter(items)
            while True:
                batch = list(islice(it, n))
                if not batch:
                    break
                yield len(batch)
    """
    assert [] == codes(batches)
    shared = "LOCKS = set()\ndef f():\n    while True:\n        locks = list(LOCKS)\n        if not locks:\n            break\n"
    assert [] == codes(shared)
    real = "def f(xs: list, words: list):\n    return [x for x in xs if x in set(words)]\n"
    assert ["HS301"] == codes(real)


def test_constants_are_shown_on_request_only() -> None:
    source = "def f(xs):\n    n = 0\n    for x in xs:\n        n += x\n    return n\n"
    assert [] == codes(source)
    assert ["HS503"] == codes(source, constants=True)


@pytest.mark.parametrize(
    ("comment", "left", "hidden"),
    [
        ("# hasten: ignore", 0, 1),
        ("# hasten: ignore[HS101]", 0, 1),
        ("# hasten:ignore[hs102, HS101]  the list is short", 0, 1),
        ("# hasten: ignore[HS102]", 1, 0),
        ("# ignore", 1, 0),
    ],
)
def test_comments_hide_findings_on_their_line(comment: str, left: int, hidden: int) -> None:
    found = scan_source(f"def f(xs, ys: list):\n    return [x for x in xs if x in ys]  {comment}\n")
    assert (left, hidden) == (len(found.findings), found.suppressed)


def test_a_dedupe_loop_is_one_finding() -> None:
    source = "def f(xs):\n    out = []\n    for x in xs:\n        if x not in out:\n            out.append(x)\n    return out\n"
    assert ["HS114"] == codes(source)


def _fixture_sources() -> list[str]:
    parts = re.compile(r"^-- (?:before|code)\n(.*?)(?=^-- |^== |\Z)", re.MULTILINE | re.DOTALL)
    return [body for file in sorted(FIXTURES.glob("*.txt")) for body in parts.findall(file.read_text(encoding="utf-8"))]


def test_the_gate_loses_nothing_of_what_the_rules_own_examples_hold() -> None:
    from hasten.code.function import Program
    from hasten.code.source import ParsedModule

    sources = _fixture_sources()
    assert len(sources) > 150
    shown = 0
    for source in sources:
        module = ParsedModule(source)
        found = [
            (located, _shown(module, located))
            for located in _located(Program(module, ""), None, rules_of(constants=False), constants=False)
        ]
        ungated = [finding.code for finding in _each_once(found)]
        assert ungated == [finding.code for finding in scan_source(source).findings], source
        shown += len(ungated)
    assert shown > 50


def test_rules_without_growth_are_not_run_by_default() -> None:
    names = {rule_name(rule) for rule in rules_of(constants=False)}
    assert not names & CONSTANT
    assert "membership_test_on_list" in names
