"""The report in the terminal: one line a target, then the diff, then the rest, then where to read more."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from hasten.core.evidence import Evidence, SizeRow, Speedup
from hasten.core.verdict import Verdict
from hasten.report import figures
from hasten.report.context import RunContext
from hasten.report.counterexample import runnable
from hasten.report.risk import risk_lines
from hasten.report.tuning_text import tuning_lines
from hasten.report.variant import diff_of, offered, steps_to

if TYPE_CHECKING:
    from rich.console import Console

#: Widest running text; a diff is never wrapped.
WIDTH = 100
_DOT = " · "
_WORDS = {
    "not_faster": "not faster", "slower": "slower", "no_difference": "no difference", "differs": "differs",
    "refused": "refused", "inconclusive": "inconclusive",
}
_STYLES = {
    "faster": "bold green", "no_difference": "bold green", "slower": "bold red", "differs": "bold red",
    "refused": "bold yellow", "inconclusive": "bold yellow",
}


def headline(evidence: Evidence, context: RunContext) -> str:
    """The one line of a target."""
    outcome = evidence.outcome
    if outcome == "refused":
        return f"{context.label}  refused: {evidence.reason or 'the target cannot be judged'}"
    word = _WORDS.get(outcome, "" if outcome == "faster" else outcome)
    parts: list[str] = []
    if evidence.speedup is not None:
        parts.append(speed(evidence.speedup) + _clock(evidence, context))
    if outcome in ("not_faster", "inconclusive") and evidence.reason:
        parts.append(evidence.reason)
    if evidence.speedup is not None:
        parts += [*memory(evidence), *growth(evidence)]
    if context.command not in ("optimize", "tune") or outcome == "faster":
        parts += verdict_parts(evidence.verdict)
    candidate = offered(evidence, context)
    if candidate is not None and candidate.needs:
        parts.append(f"needs {', '.join(candidate.needs)}")
    return "  ".join(filter(None, (context.label, word, _DOT.join(parts))))


def report_text(evidence: Evidence, context: RunContext) -> str:
    """The whole report as plain text."""
    return "\n\n".join(text for _, text in _sections(evidence, context)) + "\n"


def show(evidence: Evidence, context: RunContext, console: Console) -> None:
    """Print the report: with colours on a terminal, the same text without them elsewhere."""
    from rich.syntax import Syntax
    from rich.text import Text

    for number, (kind, text) in enumerate(_sections(evidence, context)):
        text = fitting(text, console.encoding)
        if not console.is_terminal or kind == "plain":
            shown = Text(text)
        elif kind == "headline":
            shown = Text(text, style=_STYLES.get(evidence.outcome, "bold"))
        else:
            # Only the colours of Syntax are used: printed as it is, it pads every line to the width of the screen.
            shown = Syntax("", kind, theme="ansi_dark", background_color="default").highlight(text)
            shown.rstrip()
        if number:
            console.print()
        console.print(shown, soft_wrap=True, highlight=False)


def fitting(text: str, encoding: str | None) -> str:
    """The text in what the stream can write: signs beyond ASCII are spelled out where it cannot."""
    try:
        text.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        for sign, spelled in _SPELLED.items():
            text = text.replace(sign, spelled)
        return text.encode("ascii", "backslashreplace").decode()
    return text


_SPELLED = {
    " · ": " | ", "→": "->", "±": "+-", "µ": "u", "∞": "inf", "²": "^2", "³": "^3", "ⁿ": "^n", "√": "sqrt ",
    "…": "...",
}


def speed(speedup: Speedup) -> str:
    """``19.6x [18.9, 20.4] 95 % (180 pairs, 9 processes)``."""
    processes = figures.count(speedup.processes, "process", plural="processes")
    basis = f"({figures.count(speedup.pairs, 'pair')}, {processes})"
    if speedup.bound:
        return f"{figures.at_least(speedup.low)} {basis}"
    interval = figures.interval(speedup.low, speedup.high)
    return f"{figures.factor(speedup.estimate)} {interval} {figures.share(speedup.confidence)} {basis}"


def _clock(evidence: Evidence, context: RunContext) -> str:
    """What was read, where it was not processor time, and on how many processors, where it was not one."""
    said = context.objective.clock
    if said.startswith("wall"):
        cores = evidence.extra.get("cores", 1)
        return f" of wall time on {cores} processors" if cores > 1 else " of wall time"
    return " by instruction counts, which are no time" if context.objective.name == "instructions" else ""


def memory(evidence: Evidence) -> list[str]:
    """``memory +3 %``; nothing where it was not measured."""
    if evidence.memory_before is None or evidence.memory_after is None:
        return []
    return [f"memory {figures.change(evidence.memory_before.peak_bytes, evidence.memory_after.peak_bytes)}"]


def growth(evidence: Evidence) -> list[str]:
    """``O(n²) → O(n)``, or one class where both sides grow alike; nothing where one is not known."""
    if not evidence.growth_before or not evidence.growth_after:
        return []
    if evidence.growth_before == evidence.growth_after == "O(1)":
        return []  # what was grown is not what the time depends on
    both = [figures.growth(text) for text in (evidence.growth_before, evidence.growth_after)]
    return [" → ".join(dict.fromkeys(both))]


def verdict_parts(verdict: Verdict | None) -> list[str]:
    """``searched 1,204 inputs, 14 scenarios, 0 differences (same-identity)`` and ``relaxes nothing``."""
    if verdict is None:
        return ["sameness not checked"]
    compared = f"{figures.count(verdict.inputs, 'input')}, {figures.count(verdict.scenarios, 'scenario')}"
    said = {
        "proved": f"proved ({verdict.level})",
        "searched": f"searched {compared}, 0 differences ({verdict.level})",
        "tests_only": f"tests only, {compared}, 0 differences ({verdict.level})",
        "within": f"within the declared bound on {compared}",
        "differs": f"found after {compared} ({verdict.level})",
    }.get(verdict.word, verdict.word)
    if verdict.word == "differs" and verdict.counterexample is not None:
        said = f"{verdict.counterexample.kind}, {said}"
    parts = [said, f"relaxes {waivers(verdict)}"]
    return [*parts, f"weak search: {verdict.weakness}"] if verdict.weak else parts


def waivers(verdict: Verdict) -> str:
    """What the user allowed, with how often it occurred; ``nothing``."""
    named = [f"{name} ({figures.count(times, 'time')})" for name, times in verdict.waivers.items()]
    return ", ".join(named) or "nothing"


def _sections(evidence: Evidence, context: RunContext) -> Iterator[tuple[str, str]]:
    """The parts in order, each with how it is coloured: ``headline``, ``diff``, ``python`` or ``plain``."""
    yield "headline", headline(evidence, context)
    found = evidence.verdict.counterexample if evidence.verdict else None
    if found is not None:
        code = runnable(found, context.target, context.new_target)
        yield "plain", f"the smallest input found that shows it ({found.kind}):"
        yield "python", textwrap.indent(code.rstrip("\n"), "    ")
    candidate = offered(evidence, context)
    if candidate is not None:
        for step in steps_to(candidate, context):
            if step.rationale:
                yield "plain", textwrap.fill(f"{step.proposer}: {step.rationale}", WIDTH)
        if diff := diff_of(candidate, context):
            yield "diff", diff.rstrip("\n")
    if [row.origin for row in evidence.sizes] != ["command"] and evidence.sizes:
        yield "plain", "\n".join(size_table(evidence.sizes, context.objective.unit))
    parts = (
        _memory_sites(evidence, context), tuning_lines(evidence), _beyond_calls(evidence), _notes(evidence),
        _risk(evidence), _caveats(evidence), _refused(context), _more(evidence, context),
    )  # fmt: skip
    for lines in parts:
        if lines:
            yield "plain", "\n".join(lines)


def _memory_sites(evidence: Evidence, context: RunContext) -> list[str]:
    """The lines that hold the memory near its peak, where they were asked for."""
    found = evidence.extra.get("memory_sites")
    if not found:
        return []
    lines = []
    for side, target in (("before", context.target), ("after", context.new_target or context.target)):
        lines.append(f"memory of the largest call near its peak, {side}:")
        for site in found[side]:
            own = target is not None and site["file"] == str(target.file)
            file = context.shown_file(target) if own and target is not None else site["file"]
            lines.append(f"  {figures.memory(site['size_bytes']):>9}  {file}:{site['line']}")
        if not found[side]:
            lines.append("  next to nothing")
    return lines


def _notes(evidence: Evidence) -> list[str]:
    """What was noticed while sameness was searched for."""
    if evidence.verdict is None:
        return []
    return [textwrap.fill(f"note: {note}", WIDTH, subsequent_indent="  ") for note in evidence.verdict.notes]


def size_table(rows: tuple[SizeRow, ...], unit: str = "s") -> list[str]:
    """Figures and speed-up by size or workload; those that get slower say so."""
    named = any(row.label for row in rows)
    cells = [("workload" if named else "size", "before", "after", "speed-up", "interval", "")]
    origins = counted_origins(rows)
    for row in sorted(rows, key=lambda row: (row.size, row.origin)):
        cells.append((
            row.label or figures.count(row.size), figures.quantity(row.old, unit), figures.quantity(row.new, unit),
            figures.factor(row.speedup),
            figures.interval(row.low, row.high), _DOT.join(size_notes(row, origins)),
        ))
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    return ["  ".join(_aligned(line, widths)).rstrip() for line in cells]


def counted_origins(rows: Sequence[SizeRow]) -> frozenset[str]:
    """Origins whose rows count in the headline: what was given or recorded; where there is neither, what was made."""
    origins = {row.origin for row in rows}
    return frozenset(origins & {"given", "recorded"} or origins - {"stress"})


def size_notes(row: SizeRow, counted: frozenset[str]) -> list[str]:
    """What must be said of a row: that it is slower, or that it does not count."""
    notes = ["slower"] if row.high < 1 else []
    return notes if row.origin in counted else [*notes, f"{row.origin}, not in the headline"]


def _aligned(line: tuple[str, ...], widths: list[int]) -> list[str]:
    *figures_, note = (cell.rjust(width) for cell, width in zip(line, widths, strict=True))
    return [*figures_, note.strip()]


def _beyond_calls(evidence: Evidence) -> list[str]:
    """First call, break-even and the whole command, where they were measured."""
    lines = []
    if first := evidence.extra.get("first_call"):
        lines.append(f"first call: {figures.seconds(first['old'])} before, {figures.seconds(first['new'])} after")
    if (calls := evidence.extra.get("break_even")) is not None:
        lines.append(f"compiling has paid for itself after {figures.rounded(calls)} calls")
    if whole := evidence.extra.get("end_to_end"):
        interval = figures.interval(whole["low"], whole["high"])
        lines.append(f"the whole command: {figures.factor(whole['estimate'])} {interval}  {whole['command']}")
    return lines + pypy_lines(evidence)


def pypy_lines(evidence: Evidence) -> list[str]:
    """What PyPy would give, or why that is not known; nothing where it was not asked."""
    found = evidence.extra.get("pypy")
    if not found:
        return []
    if found["estimate"] is None:
        return [f"PyPy: {found['reason']}"]
    line = (
        f"{found['interpreter']} would give {figures.factor(found['estimate'])}: {figures.seconds(found['old'])} → "
        f"{figures.seconds(found['new'])} a pass of the workload, the original as it is, warm (not applied)"
    )
    return [f"{line}; {found['reason']}" if found["reason"] else line]


def _risk(evidence: Evidence) -> list[str]:
    return risk_lines(evidence.verdict.risk if evidence.verdict else None)


def _caveats(evidence: Evidence) -> list[str]:
    lines = []
    for caveat in evidence.caveats:
        lines += textwrap.wrap(f"{caveat.name}: {caveat.text}", WIDTH, initial_indent="! ", subsequent_indent="  ")
    return lines


def _refused(context: RunContext) -> list[str]:
    if not context.rejected:
        return []
    total = sum(context.rejected.values())
    tried = max(context.cost.evaluations, len(context.fates), total)
    width = len(figures.count(max(context.rejected.values())))
    counted = (f"  {figures.count(n):>{width}}  {reason.replace('_', ' ')}" for reason, n in context.rejected.items())
    return [f"refused {figures.count(total)} of {figures.count(tried, 'candidate')}:", *counted]


def _more(evidence: Evidence, context: RunContext) -> list[str]:
    lines = []
    if evidence.outcome == "faster" and context.command == "optimize" and context.target is not None:
        file = context.shown_file(context.target)
        if context.applied:
            lines.append(f"written into {file}")
        elif context.reproduce and not (evidence.verdict and evidence.verdict.weak):
            lines.append(f"to write it into {file}: {context.reproduce} --apply")
    if context.run:
        lines.append(f"every candidate, the plots and the machine: hasten report {context.run}")
    return lines
