"""Rules applied one after the other."""

import random
from pathlib import Path

from hasten.code.function import Program
from hasten.code.source import parse
from hasten.core.budget import Budget
from hasten.core.facts import Facts
from hasten.core.target import Target
from hasten.proposers.rules import RulesProposer, all_rules, find_all, fixpoint, rule_name
from hasten.proposers.rules._combine import MOST_STEPS, gain, original_line, ranked
from hasten.proposers.rules._finding import Finding

SOURCE = """
def report(names: list[str], known: list[str]) -> list[tuple[str, int]]:
    # new names with their number
    seen = []
    out = []
    for name in names:
        if name not in known and name not in seen:
            seen.append(name)
            out.append((name, names.count(name)))
    return out
"""


def test_all_patterns_of_a_function_are_removed_in_one_text():
    text, steps = fixpoint(SOURCE, "report", Facts())
    assert {step.rule for step in steps} == {
        "membership_test_on_list",
        "membership_test_on_growing_list",
        "count_in_loop",
    }
    assert "known_set" in text and "seen = set()" in text and "names_counts[name]" in text
    assert "    # new names with their number\n" in text


def test_steps_name_lines_of_the_original():
    _, steps = fixpoint(SOURCE, "report", Facts())
    assert {step.rule: step.rationale.split(":")[0] for step in steps} == {
        "membership_test_on_list": "line 7",
        "membership_test_on_growing_list": "line 7",
        "count_in_loop": "line 9",
    }


def test_a_rule_that_always_fires_is_stopped():
    class Endless:
        __name__ = "hasten.proposers.rules.endless"
        __doc__ = ""

        def find(self, code):
            yield Finding(code.node, "again", lambda edits: edits.insert_before(code.node.body[0], "pass"))

    _, steps = fixpoint(SOURCE, "report", Facts(), rules=[Endless()])
    assert len(steps) == MOST_STEPS


def test_guarded_forms_are_used_on_request_only():
    source = "def common(left: list, right: list):\n    return [x for x in left if x in right]\n"
    rules = [rule for rule in all_rules() if rule_name(rule) == "membership_test_on_list"]
    plain, _ = fixpoint(source, "common", Facts(), rules=rules)
    guarded, _ = fixpoint(source, "common", Facts(), rules=rules, guarded=True)
    assert "try" not in plain and "except TypeError" in guarded


def test_lines_are_followed_back_through_edits():
    assert original_line("a\nb\nc", "a\nb\nc", 3) == 3
    assert original_line("a\nb\nc", "new\na\nb\nc", 4) == 3
    assert original_line("a\nb\nc", "a\nnew\nc", 3) == 3


def test_what_is_done_ahead_of_time_is_left_out_of_one_form():
    source = """
WEIGHTS = [3, 1, 4]


def scaled(y, factor):
    return y * factor


def total(x, ys):
    result = 0
    for i in range(1, len(ys)):
        result = result * 3 ^ scaled(ys[i], WEIGHTS[x])
    return result
"""
    target = Target("total", Path("a.py"), "a", Path(), source)
    found = list(RulesProposer().propose(target, Facts(), None, random.Random(1), Budget(seconds=9.0)))
    texts = [candidate.payload.source for candidate in found]
    whole, without = texts[0], texts[1]
    assert "weight = WEIGHTS[x]" in whole
    assert "for item in ys[1:]:\n        result = result * 3 ^ item * WEIGHTS[x]\n" in without


def test_a_shorter_candidate_lacks_one_of_the_rules():
    target = Target(name="report", file=Path("m.py"), module="m", root=Path(), source=SOURCE)
    proposer = RulesProposer()
    whole = next(proposer.propose(target, Facts(), None, random.Random(1), Budget(seconds=9.0)))
    names = {"membership_test_on_list", "membership_test_on_growing_list", "count_in_loop"}
    assert set(whole.proposer.removeprefix("rules/").split("+")) == names
    shorter = list(proposer.shorter(target, Facts(), whole))
    left_out = [names - set(made.proposer.removeprefix("rules/").split("+")) for made in shorter]
    assert sorted(map(sorted, left_out)) == [[name] for name in sorted(names)]
    assert all("names.count" in made.payload.source for made in shorter if "count_in_loop" not in made.proposer)
    alone = list(proposer.shorter(target, Facts(), shorter[0]))
    assert len(alone) == 2 and not list(proposer.shorter(target, Facts(), alone[0]))


TWO_PARTS = """
def f(names: list[str], known: list[str], rows: list[tuple[int, int]]):
    for name in names:
        if name in known:
            return []
    totals = []
    for key, _ in rows:
        totals.append(sum(amount for other, amount in rows if other == key))
    return totals
"""


def test_what_takes_no_time_is_proposed_last_and_what_takes_all_of_it_first():
    target = Target(name="f", file=Path("m.py"), module="m", root=Path(), source=TWO_PARTS)
    wasted, hot = ("equality_filter_in_loop", "membership_test_on_list")
    for cold_lines, first, last in ((range(3, 6), wasted, hot), (range(6, 9), hot, wasted)):
        share = {line: 0.001 if line in cold_lines else 0.98 for line in range(1, 11)}
        facts = Facts(line_share=share, profiled=TWO_PARTS)
        budget = Budget(seconds=9.0)
        made = [c.proposer for c in RulesProposer().propose(target, facts, None, random.Random(1), budget)]
        alone = [made.index(f"rules/{rule}") for rule in (first, last)]
        assert alone == sorted(alone), made
        assert made[-1] == f"rules/{last}"


HELPER = """
def f(rows, names):
    return [known(row, names) for row in rows]


def known(row, names):
    for name in row:
        if name in names:
            return name
    return None
"""


def test_what_a_loop_of_a_turn_or_two_would_have_to_pay_back_is_not_proposed():
    target = Target(name="f", file=Path("m.py"), module="m", root=Path(), source=HELPER)
    for turns, proposed in ((1, False), (40, True)):
        facts = Facts(entered={3: 1, 7: 500, 8: 500 * turns}, profiled=HELPER)
        made = RulesProposer().propose(target, facts, None, random.Random(1), Budget(seconds=9.0))
        assert any(c.proposer == "rules/membership_test_on_list" for c in made) == proposed


WAITING = """
def f(jobs: list[str]) -> list[str]:
    waiting = [job.lower() for job in jobs]
    order = []
    while waiting:
        job = min(waiting)
        waiting.remove(job)
        order.append(job)
    return order
"""


def test_a_step_of_a_larger_pattern_gives_way_to_it():
    found = ranked(list(find_all(Program(parse(WAITING), "f", Facts()))), Facts())
    rules = [located.rule for located in found]
    assert rules.index("minimum_removed_in_loop") < rules.index("removal_by_value_in_loop")
    gains = [gain(located) for located in found if not located.finding.gives_way and gain(located)]
    assert gains == sorted(gains, reverse=True)
