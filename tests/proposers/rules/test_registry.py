"""Every rule is documented in five parts, found by listing the package, and never stops the others."""

import random
import sysconfig
from pathlib import Path

import pytest

from hasten.code.function import Program
from hasten.code.source import ParsedModule, parse
from hasten.core import Budget, Facts, Target
from hasten.proposers import rules
from hasten.proposers.rules import RulesProposer, all_rules, find_all, rule_name, scan_module
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._registry import applied

PARTS = ("Finds:", "Slow because:", "Unsafe when:", "Example:", "Source:")
RULES = all_rules()


@pytest.mark.parametrize("rule", RULES, ids=rule_name)
def test_the_docstring_has_five_parts_in_order(rule):
    text = rule.__doc__ or ""
    places = [text.find(f"\n{part}\n") for part in PARTS]
    assert all(place > 0 for place in places), dict(zip(PARTS, places, strict=True))
    assert sorted(places) == places
    summary = text.split("\n")[0]
    assert summary.endswith(".") and text.split("\n")[1] == ""
    for start, end in zip(places, [*places[1:], len(text)], strict=True):
        assert text[start:end].count("\n") > 2, "a part is empty"
    example = text[places[3] : places[4]]
    assert "    Before::" in example and "    After::" in example


@pytest.mark.parametrize("rule", RULES, ids=rule_name)
def test_the_example_of_the_docstring_is_python(rule):
    example = (rule.__doc__ or "").split("\nExample:\n")[1].split("\nSource:\n")[0]
    for block in example.split("::\n")[1:]:
        lines = [line[8:] for line in block.split("\n") if line.startswith("        ")]
        code = "\n".join(lines)
        if code.rstrip().endswith(":"):
            code += "\n    pass"
        if "return" in code and not code.startswith("def"):
            code = "def f():\n" + "\n".join("    " + line for line in code.split("\n"))
        assert not isinstance(parse(code), SyntaxError), code


def test_every_file_of_the_package_is_a_rule_unless_it_is_underscored():
    files = {path.stem for path in Path(rules.__file__).parent.glob("*.py") if not path.stem.startswith("_")}
    assert files == {rule_name(rule) for rule in RULES}
    assert len(RULES) >= 15


class _Broken:
    """A rule that raises after its first finding."""

    __name__ = "hasten.proposers.rules.broken"
    __doc__ = ""

    def find(self, code):
        yield Finding(code.node, "first", lambda edits: edits.need("math"))
        raise ZeroDivisionError("odd code")


SOURCE = """
def unseen(names: list[str], known: list[str]) -> list[str]:
    return [name for name in names if name not in known]
"""


def _target(source=SOURCE, name="unseen"):
    return Target(name, Path("/tmp/slow.py"), "slow", Path("/tmp"), source)


def _proposals(proposer, target=None, facts=None):
    return list(proposer.propose(target or _target(), facts or Facts(), None, random.Random(1), Budget()))


def test_a_rule_that_raises_is_recorded_and_the_others_go_on():
    told = []
    membership = next(rule for rule in RULES if rule_name(rule) == "membership_test_on_list")
    proposer = RulesProposer(rules=[_Broken(), membership], on_failure=told.append)
    names = {candidate.proposer for candidate in _proposals(proposer)}
    assert "rules/membership_test_on_list" in names
    assert told and {failure.rule for failure in told} == {"broken"}
    assert proposer.failures == told
    assert isinstance(told[0].error, ZeroDivisionError) and told[0].function == "unseen"


def test_a_change_that_raises_is_recorded_too():
    class BrokenChange:
        __name__ = "hasten.proposers.rules.broken_change"
        __doc__ = ""

        def find(self, code):
            yield Finding(code.node, "it", lambda edits: edits.text(None))

    proposer = RulesProposer(rules=[BrokenChange()])
    assert _proposals(proposer) == []
    assert {failure.rule for failure in proposer.failures} == {"broken_change"}


def test_candidates_say_who_what_where_and_how_it_grows():
    first = _proposals(RulesProposer())[0]
    assert first.proposer == "rules/membership_test_on_list"
    assert first.rationale.startswith("line 3: `name not in known` searches")
    assert first.growth == ("O(n^2)", "O(n)")
    assert "known_set = set(known)" in first.payload.source


def test_the_same_target_gives_the_same_candidates_and_no_two_are_equal():
    first, second = (_proposals(RulesProposer()) for _ in range(2))
    assert [candidate.key for candidate in first] == [candidate.key for candidate in second]
    assert len({candidate.key for candidate in first}) == len(first)


def test_code_that_does_not_parse_or_lacks_the_function_yields_nothing():
    assert _proposals(RulesProposer(), _target("def f(:\n")) == []
    assert _proposals(RulesProposer(), _target("x = 1\n")) == []
    assert scan_module("def f(:\n") == []


def test_a_function_that_reaches_its_names_by_text_is_left_alone():
    source = SOURCE.replace("return [", "print(locals())\n    return [")
    assert _proposals(RulesProposer(), _target(source)) == []


def test_helpers_of_the_target_are_rewritten_and_other_functions_are_not():
    source = """
def common(xs, ys):
    return [x for x in xs if x in ys]


def unrelated(xs: list[int], ys: list[int]):
    return [x for x in xs if x in ys]


def target(rows: list[list[int]], wanted: list[int]) -> int:
    return sum(len(common(row, wanted)) for row in rows)
"""
    sources = [candidate.payload.source for candidate in _proposals(RulesProposer(), _target(source, "target"))]
    assert any("ys_set = set(ys)" in text for text in sources)
    unrelated = source[source.index("def unrelated") : source.index("def target")]
    assert all(unrelated in text for text in sources)


LIBRARY = Path(sysconfig.get_paths()["stdlib"])
#: A sample of odd code: parsers, generators, metaclasses, old style, deep nesting.
SAMPLED = ("ast", "difflib", "heapq", "inspect", "tokenize", "textwrap", "collections/__init__", "statistics")


@pytest.mark.parametrize("name", SAMPLED)
def test_no_rule_raises_on_the_standard_library_and_every_edit_parses(name):
    source = (LIBRARY / f"{name}.py").read_text(encoding="utf-8")
    failures = []
    found = scan_module(source, on_failure=failures.append)
    for located in found:
        text = applied(located, failures.append)
        if text is not None:
            compile(text, name, "exec")
    assert [(failure.rule, failure.function, repr(failure.error)) for failure in failures] == []


def test_lines_that_no_edit_touches_survive_byte_for_byte():
    source = (
        "# licence\r\nimport os  # kept\r\n\r\n\r\n"
        "def unseen(names: list[str],\r\n           known: list[str]):  # signature é\r\n"
        "    # only new ones\r\n    return [n for n in names\r\n            if n not in known]  # tail\r\n"
    )
    program = Program(ParsedModule(source), "unseen")
    (located,) = find_all(program, rules=[rule for rule in RULES if rule_name(rule) == "membership_test_on_list"])
    text = applied(located)
    assert text is not None and "\n" not in text.replace("\r\n", "")
    lines = text.split("\r\n")
    assert [line for line in source.split("\r\n") if line not in lines] == ["            if n not in known]  # tail"]
    assert "            if n not in known_set]  # tail" in lines
