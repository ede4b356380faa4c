"""The closed list of caveats: what may spoil a figure or a verdict, and what to do about it.

Every text says what was seen, where known with the numbers, and ends in advice.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from hasten.core.evidence import Caveat
from hasten.errors import InvalidArgument
from hasten.report import figures


@dataclass(frozen=True)
class CaveatText:
    """Wording of one caveat.

    Attributes:
        says: What was seen, a clause without a full stop.
        advice: What to do, a clause without a full stop.
        detail: The numbers behind it, a format text; shown when all of its values are given.
    """

    says: str
    advice: str
    detail: str = ""


_QUIETER = "close other programs, or repeat on a quieter machine (hasten doctor shows what this one resolves)"

CAVEATS: dict[str, CaveatText] = {
    # The clock.
    "minor-faults-differ": CaveatText(
        "the two sides take very different numbers of page faults, so part of the difference may be the state of the "
        "allocator and not the code",
        "repeat the run, and trust the figure only if it comes back",
        "{old:,.1f} against {new:,.1f} faults a call",
    ),
    "wall-and-cpu-part": CaveatText(
        "wall time and CPU time part, so the function waits, sleeps or uses other processes",
        "read the figure as CPU time only, and compare whole commands where waiting matters",
        "{wall:factor} by wall clock against {cpu:factor} by CPU clock",
    ),
    "load-high": CaveatText(
        "the machine was busy while this was measured", _QUIETER, "load average {load:.1f} on {cores:.0f} cores"
    ),
    "steal": CaveatText(
        "the virtual machine lost time to its neighbours while this was measured",
        "repeat at another time or on a machine of your own", "{share:share} of the time",
    ),
    "unstable": CaveatText(
        "the processes disagree more than they should", _QUIETER,
        "their estimates reach from {low:factor} to {high:factor}",
    ),
    "gc-matters": CaveatText(
        "the garbage collector changes the figure; the claim is the one with it on, as in normal use",
        "expect the other figure where your program turns the collector off",
        "{on:factor} with it on, {off:factor} with it off",
    ),
    "hit-rate-dependent": CaveatText(
        "part of the gain comes with repeated calls: earlier ones are remembered, or their memory is used again",
        "measure with inputs that repeat as often as yours do before you rely on it",
        "{first:factor} on first calls, {later:factor} on repeated ones",
    ),
    "children-hidden": CaveatText(
        "the function starts other processes, whose time is not all seen by the clock",
        "compare whole commands instead of the function", "{seconds:seconds} in children",
    ),
    "threads-hidden": CaveatText(
        "the function starts threads; the figure is the CPU time of all of them together, not the time waited",
        "compare wall times where the threads run at once", "{threads:.0f} threads",
    ),
    "too-short": CaveatText(
        "a call is shorter than the clock can time well, even in batches",
        "give inputs that take longer, at least a few microseconds a call", "{seconds:seconds} a call",
    ),
    "few-calls": CaveatText(
        "the workload has few calls, so the figure stands for those inputs and perhaps no others",
        "give more inputs of the sizes and kinds that you meet", "{calls:.0f} of them",
    ),
    "censored": CaveatText(
        "calls were stopped at the time limit, so the speed-up is a bound and not an estimate",
        "give smaller inputs or a larger --budget for an estimate", "after {limit_s:seconds}",
    ),
    "not-resolvable": CaveatText(
        "the difference is smaller than this machine resolves",
        "give a larger --budget or use a quieter machine; a smaller difference is rarely worth a change",
        "it resolves {resolution:share}",
    ),
    "memory-bound": CaveatText(
        "instruction counts and time part, so the difference lies in the memory system and may be another one on "
        "another machine",
        "measure on the machine where the program runs", "{counts:factor} by instructions, {time:factor} by time",
    ),
    "hash-seed": CaveatText(
        "the time depends on the hash seed of the process, which Python draws anew at each start",
        "read the interval rather than the estimate", "estimates reach from {low:factor} to {high:factor}",
    ),
    # What it costs.
    "slower-on-some-sizes": CaveatText(
        "the variant is slower on some sizes of input", "look at the table by size before you take it",
        "sizes {sizes:list}",
    ),
    "faster-above": CaveatText(
        "the variant is faster from a certain size on",
        "keep the original where your inputs are mostly smaller", "about size {size:,.0f}",
    ),
    "faster-below": CaveatText(
        "the variant is faster up to a certain size",
        "keep the original where your inputs are mostly larger", "about size {size:,.0f}",
    ),
    "memory-higher": CaveatText(
        "the variant needs more memory at its peak", "check that the largest inputs still fit",
        "{before:memory} before, {after:memory} after",
    ),
    # The workload and the verdict.
    "inputs-generated": CaveatText(
        "hasten made the inputs itself from types, defaults and the code",
        "give real ones with --inputs FILE::NAME or --tests for a figure that stands for your use",
    ),
    "weak-search": CaveatText(
        "the search for differences is weak, and a variant that rests on it is never applied",
        "give more varied inputs, or read the diff yourself and apply it by hand",
        "{reason}",
    ),
    "accepts-fewer-inputs": CaveatText(
        "the variant refuses inputs that lie outside the declared types and that the original took",
        "check that no caller passes them, or write the types down", "for example {example}",
    ),
    "float-order": CaveatText(
        "floating-point sums are added in another order, so that last digits may change",
        "leave the waiver float-reassoc out if they must not", "by at most {largest:.2g} in what was compared",
    ),
    "recursion-depth": CaveatText(
        "the two sides reach Python's recursion limit at different depths",
        "check the deepest input that you meet", "at depth {old:.0f} before, {new:.0f} after",
    ),
    "same-workload": CaveatText(
        "the setting was chosen and claimed on the same workload, by separate runs",
        "give other inputs for the claim (claim_workloads, or a seed in the command) to see that the gain carries over",
    ),
    # Compiled variants.
    "backend-missing": CaveatText(
        "something that --allow names is not there, so it was not tried", "install it, or leave it out of --allow",
        "{backend} needs {needs}",
    ),
    "not-compiled": CaveatText(
        "the function was not compiled", "change that part, or compile a smaller function that holds the hot loop",
        "{backend}: {reason}",
    ),
    "not-parallel": CaveatText(
        "no loop of the function was shared out among threads", "leave parallel out of --allow, or make the rounds of "
        "the hot loop independent", "{reason}",
    ),
    "experimental": CaveatText(
        "the variant comes from a backend that is experimental",
        "keep the plain function and the delivered test, and run both on inputs of your own", "{backend}",
    ),
    # The sandbox.
    "no-bubblewrap": CaveatText(
        "bubblewrap is missing, so candidates ran under resource limits only",
        "install the package bubblewrap (apt install bubblewrap) before you run code that you do not trust",
    ),
    "no-cgroup": CaveatText(
        "no writable cgroup was found, so memory and number of processes were limited less strictly",
        "run in a session with cgroup delegation (systemd-run --user --scope) for strict limits",
    ),
}


def caveat(name: str, **values: Any) -> Caveat:
    """The caveat of this name; the numbers behind it are shown when all that its text names are given.

    Args:
        name: One of ``CAVEATS``.
        values: What was seen. Values that the text has no place for are left out.

    Raises:
        InvalidArgument: The name is not on the list, or a value is of the wrong type for its place.

    Example:
        >>> caveat("steal", share=0.12).text.partition(";")[0]
        'the virtual machine lost time to its neighbours while this was measured (12 % of the time)'
    """
    text = CAVEATS.get(name)
    if text is None:
        raise InvalidArgument(f"{name!r} is no caveat; choose from {', '.join(sorted(CAVEATS))}")
    detail = ""
    if text.detail and fields_of(name) <= values.keys():
        try:
            detail = f" ({_Wording().vformat(text.detail, (), values)})"
        except (ValueError, TypeError) as error:
            raise InvalidArgument(f"caveat {name!r} got {values!r}, which does not fit its text ({error})") from error
    return Caveat(name, f"{text.says}{detail}; {text.advice}")


def fields_of(name: str) -> set[str]:
    """Names of the values that the detail of a caveat shows."""
    return {field for _, field, _, _ in string.Formatter().parse(CAVEATS[name].detail) if field}


class _Wording(string.Formatter):
    """Python's format language with hasten's own ways to write a number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        write = _WAYS.get(format_spec)
        return write(value) if write else str(super().format_field(value, format_spec))


def _sizes(sizes: Iterable[int]) -> str:
    return ", ".join(figures.count(size) for size in sizes)


_WAYS: dict[str, Callable[[Any], str]] = {
    "factor": figures.factor, "seconds": figures.seconds, "memory": figures.memory, "share": figures.share,
    "list": _sizes,
}
