"""What the proposers of a winner know of their patterns: why it was slow, why the new form is the same, where from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from hasten.proposers.algorithms import load_index
from hasten.proposers.rules import all_rules, rule_text
from hasten.report.context import Report
from hasten.report.variant import offered, steps_to

_WIDTH = 100
#: Headings of a rule's text that a reader of the diff wants; the example is the diff itself.
_SHOWN = ("Slow because", "Unsafe when", "Source")


def explained(report: Report) -> Iterator[str]:
    """One paragraph a pattern, in the order of the steps that led to the winner; nothing where nobody won."""
    candidate = offered(report.evidence, report.context)
    if candidate is None:
        return
    names = [name for step in steps_to(candidate, report.context) for name in _names(step.proposer)]
    for name in dict.fromkeys(names):
        parts = _rule(name) or _algorithm(name)
        if parts:
            yield "\n".join([name, *parts])


def _names(proposer: str) -> list[str]:
    """``rules/a+b`` as ``a`` and ``b``."""
    return proposer.partition("/")[2].split("+")


def _rule(name: str) -> list[str]:
    for rule in all_rules():
        text = rule_text(rule)
        if text.name == name:
            found = [text.summary, *(f"{part}: {text.parts[part]}" for part in _SHOWN if text.parts[part])]
            return [_wrapped(part) for part in found]
    return []


def _algorithm(name: str) -> list[str]:
    for entry in load_index():
        if entry.name == name:
            before, after = entry.growth
            found = [f"{entry.summary}.", f"Slow because: {before} becomes {after}."]
            return [_wrapped(part) for part in [*found, f"The same because: {entry.exact}", f"Source: {entry.source}"]]
    return []


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent="  ", subsequent_indent="    ")
