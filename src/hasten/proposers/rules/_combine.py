"""Several rules, one after the other, until none fires."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hasten.code.function import Program
from hasten.code.heat import COLD, FEW_TURNS, known_lines, share_of, turns_of
from hasten.code.source import parse
from hasten.core.candidate import normalised
from hasten.core.facts import Facts
from hasten.proposers.rules._finding import Located, Rule
from hasten.proposers.rules._registry import OnFailure, all_rules, applied, find_all, opens

#: More steps than any function has needed; the bound is for rules that would feed each other for ever.
MOST_STEPS = 16

_ORDERS = ("O(1)", "O(log n)", "O(sqrt n)", "O(n)", "O(n log n)", "O(n^2)", "O(n^3)", "O(n^4)", "O(2^n)")


@dataclass(frozen=True)
class Step:
    """One rule applied on the way.

    Attributes:
        rule: Its name.
        rationale: What it found, with the line of the original.
        growth: Orders of growth before and after, where it changes them.
        ahead, integers, lays_open: As in the finding.
        found: What it found, as the rule says it: with the rule's name it tells one finding from another.
        text: The whole file behind it.
        heat: Share of the time that went into the place before, 0 to 1; 1 where that is not known.
    """

    rule: str
    rationale: str
    growth: tuple[str, str] | None
    ahead: bool = False
    integers: bool = False
    lays_open: bool = False
    found: str = ""
    text: str = ""
    heat: float = 1.0


def gain(located: Located) -> int:
    """How many classes of growth a finding takes away, larger is better; 0 where only the constant changes."""
    if located.finding.growth is None:
        return 0
    before, after = (_ORDERS.index(order) if order in _ORDERS else 4 for order in located.finding.growth)
    return max(1, before - after)


def ranked(found: Sequence[Located], facts: Facts) -> list[Located]:
    """Best first: plain before guarded, larger growth, what lays others open, hotter lines, then in source order.

    What gives way to others comes behind all that change the growth.
    """

    def key(located: Located) -> tuple[bool, int, bool, bool, float, int]:
        finding = located.finding
        # In steps, so that what was proposed first yesterday is so today.
        rank = min(1, gain(located)) if finding.gives_way else gain(located)
        heat = -round(heat_of(located, facts), 1)
        return finding.guarded, -rank, not finding.enabling, finding.gives_way, heat, finding.line

    return sorted(found, key=key)


def is_idle(located: Located, facts: Facts) -> bool:
    """Whether a finding only makes faster by a constant what takes next to no time, or sets up more than it saves.

    What grows faster than need be counts all the same: it is what is left once the rest is fast. But in a function
    that the target calls again and again, a loop of a turn or two is no reason to prepare anything for it.
    """
    finding = located.finding
    if (finding.growth is not None or finding.prepares) and located.code.name != located.code.program.target:
        turns = turns_of(located.code, finding.node, facts.profiled, facts.entered)
        if turns is not None and turns < FEW_TURNS:
            return True
    if finding.lays_open or finding.growth is not None:
        return False
    return heat_of(located, facts) < COLD


def heat_of(located: Located, facts: Facts) -> float:
    """Share of the time that goes into the place of a finding, callers included, 0 to 1; 1 where it is not known."""
    return share_of(located.code, located.finding.node, facts.profiled, facts.line_share)


def fixpoint(
    source: str,
    target: str,
    facts: Facts,
    *,
    rules: Sequence[Rule] | None = None,
    wanted: Callable[[Located], bool] | None = None,
    guarded: bool = False,
    opening: bool = False,
    original: str = "",
    on_failure: OnFailure | None = None,
) -> tuple[str, list[Step]]:
    """Apply the best finding, look again, and so on until nothing new comes up.

    Args:
        source: The whole file.
        target: Qualified name of the target.
        facts: What is known of it.
        rules: The rules to run, by default all.
        wanted: Which findings to use, by default all.
        guarded: Whether to take the guarded form of a finding where there is one; otherwise plain forms only.
        opening: Whether to run the rules that only lay patterns open to others, and no other rules.
        original: The text whose lines are told, where ``source`` was made from another one.
        on_failure: Told of every rule that raised.

    Returns:
        The last text and the steps that led to it; no steps when no rule fired.
    """
    original, seen = original or source, {normalised(source)}
    chosen = [rule for rule in (all_rules() if rules is None else rules) if opens(rule) == opening]
    steps: list[Step] = []
    while len(steps) < MOST_STEPS:
        module = parse(source)
        if isinstance(module, SyntaxError):
            break
        program = Program(module, target, facts)
        found = list(find_all(program, rules=chosen, on_failure=on_failure))
        usable = [located for located in _forms(found, guarded) if wanted is None or wanted(located)]
        if not opening:
            usable = [located for located in usable if not is_idle(located, facts)]
        for located in ranked(usable, facts):
            changed = applied(located, on_failure)
            if changed is None or normalised(changed) in seen:
                continue
            seen.add(normalised(changed))
            line = original_line(original, source, located.finding.line)
            finding = located.finding
            said = f"line {line}: {finding.found}"
            odds = finding.ahead, finding.integers, finding.lays_open
            heat = heat_of(located, facts)
            steps.append(Step(located.rule, said, finding.growth, *odds, finding.found, changed, heat))
            source = changed
            break
        else:
            break
    return source, steps


def original_line(original: str, current: str, line: int) -> int:
    """The line of the original text that a line of an edited text stands for, or the one before the change."""
    known = known_lines(original, current)
    # Behind the last line that stands for one of the original, a change is told by the line before it.
    near = next((other for other in range(line, 0, -1) if other in known), 0)
    return known[near] if near else 1


def _forms(found: Sequence[Located], guarded: bool) -> list[Located]:
    """The plain forms; or the guarded forms, and the plain ones of what has no guarded form."""
    if not guarded:
        return [located for located in found if not located.finding.guarded]
    having = {(located.rule, located.finding.node) for located in found if located.finding.guarded}
    return [
        located for located in found if located.finding.guarded or (located.rule, located.finding.node) not in having
    ]
