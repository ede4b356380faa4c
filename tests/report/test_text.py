import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from hasten.core import MemoryUse, SizeRow, Speedup, Verdict
from hasten.report.caveats import caveat
from hasten.report.context import Cost, RunContext
from hasten.report.text import fitting, headline, report_text, show
from hasten.testing import specimens


def context(command="optimize", evidence=None, **more):
    new = None
    if command != "optimize" and evidence is not None and evidence.candidate is not None:
        new = specimens.target(file="new.py", source=evidence.candidate.payload.source)
    return RunContext(command, target=specimens.target(), new_target=new, **more)


def contract_evidence(**more):
    return replace(
        specimens.faster(), speedup=Speedup(19.61, 18.92, 20.38, 0.95, 180, 9),
        memory_before=MemoryUse(100_000), memory_after=MemoryUse(103_000), **more,
    )


def test_the_line_of_the_contract():
    assert headline(contract_evidence(), context()) == (
        "slow.py::dedupe  19.6x [18.9, 20.4] 95 % (180 pairs, 9 processes) · memory +3 % · O(n²) → O(n) · "
        "searched 1,204 inputs, 14 scenarios, 0 differences (same-identity) · relaxes nothing"
    )


def test_a_bound_says_at_least():
    line = headline(replace(contract_evidence(), speedup=Speedup(12.0, 12.0, 99.0, 0.95, 20, 9, bound=True)), context())
    assert line.startswith("slow.py::dedupe  >= 12x (20 pairs, 9 processes) · ")
    assert "[" not in line


def test_waivers_and_weakness_are_said():
    verdict = replace(specimens.searched(), waivers={"float-tol": 12, "dict-order": 1}, weak="3 of 10 mutants died")
    line = headline(contract_evidence(verdict=verdict), context())
    assert line.endswith("· relaxes float-tol (12 times), dict-order (1 time) · weak search: 3 of 10 mutants died")
    said = replace(verdict, weak="weak search: 3 of 10 mutants died")
    assert headline(contract_evidence(verdict=said), context()) == line


def test_what_a_variant_needs_is_said():
    candidate = replace(specimens.candidate(), needs=("numpy",))
    assert headline(contract_evidence(candidate=candidate), context()).endswith(" · needs numpy")


@pytest.mark.parametrize(("verdict", "said"), [
    (Verdict("proved", "same-result", inputs=256), "proved (same-result)"),
    (Verdict("tests_only", "same-result", inputs=1), "tests only, 1 input, 0 scenarios, 0 differences (same-result)"),
    (None, "sameness not checked"),
])
def test_the_words_of_the_verdict(verdict, said):
    assert f" · {said}" in headline(contract_evidence(verdict=verdict), context())


@pytest.mark.parametrize(("outcome", "begins"), [
    ("faster", "slow.py::dedupe  19."),
    ("not_faster", "slow.py::dedupe  not faster  0.99"),
    ("slower", "slow.py::dedupe → new.py::dedupe  slower  0.8"),
    ("no_difference", "slow.py::dedupe → new.py::dedupe  no difference  searched 1,204 inputs, 14 scenarios"),
    ("differs", "slow.py::dedupe → new.py::dedupe  differs  value, found after 17 inputs"),
    ("refused", "slow.py::dedupe  refused: dedupe is not repeatable"),
    ("inconclusive", "slow.py::dedupe → new.py::dedupe  inconclusive  only the given calls"),
])
def test_every_outcome_has_its_line(outcome, begins):
    command, make = specimens.OUTCOMES[outcome]
    evidence = make()
    line = headline(evidence, context(command, evidence))
    assert line.startswith(begins)
    assert "\n" not in line


def test_the_parts_come_in_order():
    evidence = contract_evidence(caveats=(caveat("load-high", load=8.2, cores=2),))
    more = {
        "run": "20261121-141502-dedupe-3f9a", "fates": specimens.fates(),
        "reproduce": "hasten optimize slow.py::dedupe --inputs inputs.py::workload",
    }
    text = report_text(evidence, context(**more))
    parts = [
        "19.6x", "rules/ordered_dedupe_by_list: a list is scanned", "--- a/slow.py", "+    return list(dict.fromkeys",
        "speed-up", "20,000   630 ms  1.10 ms      573x    [551, 590]  stress, not in the headline",
        "! load-high: the machine was busy", "refused 3 of 4 candidates:", "  1  the edit does not parse",
        "to write it into slow.py: hasten optimize slow.py::dedupe --inputs inputs.py::workload --apply",
        "hasten report 20261121-141502-dedupe-3f9a",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_sizes_that_get_slower_are_named():
    text = report_text(specimens.slower(), context("compare", specimens.slower()))
    assert re.search(r"2,000 .*0\.810x .*  slower$", text, re.MULTILINE)


def test_a_counterexample_is_printed_as_code():
    text = report_text(specimens.differs(), context("verify", specimens.differs()))
    assert "    from slow import dedupe  # NEW: from new import dedupe\n    dedupe(['b', 'a'])\n    # OLD: " in text


def test_compiled_and_whole_command_figures_are_shown():
    extra = {
        "first_call": {"old": 0.01, "new": 0.4}, "break_even": 37.4,
        "end_to_end": {"command": "python x.py", "estimate": 1.3, "low": 1.2, "high": 1.4, "confidence": 0.95},
    }
    text = report_text(contract_evidence(extra=extra), context())
    assert "first call: 10.0 ms before, 400 ms after" in text
    assert "after 37.4 calls" in text
    assert "the whole command: 1.30x [1.20, 1.40]  python x.py" in text


def test_nothing_weak_is_offered_for_writing():
    verdict = replace(specimens.searched(), weak="few mutants died")
    asked = context(reproduce="hasten optimize slow.py::dedupe")
    assert "--apply" in report_text(contract_evidence(), asked)
    assert "--apply" not in report_text(contract_evidence(verdict=verdict), asked)
    written = report_text(contract_evidence(), replace(asked, applied=True))
    assert "written into slow.py" in written and "--apply" not in written


def test_the_number_tried_is_never_below_the_number_refused():
    text = report_text(contract_evidence(), context(refusals={"slower": 1200}, cost=Cost(evaluations=3)))
    assert "refused 1,200 of 1,200 candidates:\n  1,200  slower" in text


def shown(evidence, asked, **how):
    stream = io.StringIO()
    show(evidence, asked, Console(file=stream, width=80, **how))
    return stream.getvalue()


@pytest.mark.parametrize("outcome", sorted(specimens.OUTCOMES))
def test_elsewhere_than_on_a_terminal_the_text_is_plain(outcome):
    command, make = specimens.OUTCOMES[outcome]
    evidence = make()
    asked = context(command, evidence, fates=specimens.fates())
    assert report_text(evidence, asked) == shown(evidence, asked)


@pytest.mark.parametrize("outcome", sorted(specimens.OUTCOMES))
def test_on_a_terminal_there_are_colours_and_the_same_text(outcome):
    command, make = specimens.OUTCOMES[outcome]
    evidence = make()
    asked = context(command, evidence, fates=specimens.fates())
    text = shown(evidence, asked, force_terminal=True, color_system="standard")
    assert "\x1b[" in text
    assert report_text(evidence, asked) == re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_brackets_in_code_are_no_markup():
    source = specimens.OLD_SOURCE.replace("out = []", "out = list()  # [bold]x[/bold] [/] :smile:")
    evidence = contract_evidence(candidate=specimens.candidate(source))
    for how in ({}, {"force_terminal": True, "color_system": None}):
        assert "[bold]x[/bold] [/] :smile:" in shown(evidence, context(), **how)


def test_a_stream_of_ascii_gets_ascii():
    assert fitting("O(n²) → O(2ⁿ) · 3 µs · ±0 % · é", "ascii") == "O(n^2) -> O(2^n) | 3 us | +-0 % | \\xe9"
    assert fitting("O(n²) → é", "utf-8") == "O(n²) → é"
    assert fitting("→", "no-such-encoding") == "->"


def test_rows_of_one_size_align():
    row = SizeRow(5, 1e-3, 1e-3, 1.0, 0.99, 1.01)
    lines = report_text(contract_evidence(sizes=(row,)), context()).splitlines()
    header = next(number for number, line in enumerate(lines) if line.startswith("size"))
    assert lines[header + 1] == "   5  1.00 ms  1.00 ms     1.00x  [0.990, 1.01]"


def test_made_inputs_count_only_where_nothing_was_given():
    row = SizeRow(5, 1e-3, 1e-3, 1.0, 0.99, 1.01, origin="generated")
    alone = report_text(contract_evidence(sizes=(row, replace(row, size=9, origin="stress"))), context())
    assert "generated, not in the headline" not in alone and "stress, not in the headline" in alone
    beside = report_text(contract_evidence(sizes=(row, replace(row, size=9, origin="recorded"))), context())
    assert "generated, not in the headline" in beside
