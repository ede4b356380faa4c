"""One self-contained page: it opens offline, loads nothing and runs no script."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

import hasten
from hasten.core.evidence import Evidence, SizeRow
from hasten.report import figures, machine, text
from hasten.report.context import KEPT, Report, RunContext, refusal
from hasten.report.counterexample import runnable, shortened
from hasten.report.diff_view import DiffRow, diff_rows
from hasten.report.plots import IntervalRow, interval_plot, size_plot
from hasten.report.progress import rough_speedup
from hasten.report.risk import risk_lines
from hasten.report.tuning import tuning_view
from hasten.report.variant import diff_of, offered

#: Candidates listed; a page of thousands of rows is no longer read.
MOST_CANDIDATES = 500
#: Characters of diffs of refused candidates; beyond it they are listed without, so that the page still opens at once.
MOST_DIFF = 1_500_000

_TITLES = {
    "not_faster": "not faster", "slower": "slower", "no_difference": "no difference found", "differs": "differs",
    "refused": "refused", "inconclusive": "inconclusive",
}
_TONES = {"faster": "good", "no_difference": "good", "slower": "bad", "differs": "bad"}
_LEVELS = {
    "same-value": "results equal within a stated tolerance, and the same type of exception",
    "same-result": "exact types, bits of floats, order, and the type of exceptions",
    "same-effects": "also arguments after the call, output, globals, random state, iterators and process state",
    "same-identity": "also aliasing between results and arguments, and sequences of calls",
    "same-protocol": "also the order of call-backs, laziness and re-entrancy",
}


@dataclass(frozen=True)
class CandidateRow:
    """One candidate as the page lists it."""

    number: int
    proposer: str
    rationale: str
    fate: str
    tone: str
    reason: str
    speedup: str
    cost: str
    counterexample: str
    diff: list[DiffRow]


def render(reports: Sequence[Report]) -> str:
    """The page for one or several targets, as text in UTF-8; write it to a file that ends in ``.html``."""
    views = [_view(number, report.evidence, report.context) for number, report in enumerate(reports)]
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )
    environment.filters["breakable"] = _breakable
    environment.filters["code"] = _code
    page = environment.get_template("page.html.j2").render(reports=views, version=hasten.__version__)
    # A lone surrogate in a file name or an output cannot be written as UTF-8.
    return page.encode("utf-8", "backslashreplace").decode()


def _breakable(name: str) -> Markup:
    """A path-like name that may be broken after its separators, and not in the middle of a word."""
    return Markup(re.sub(r"([/_.])", r"\1<wbr>", str(escape(name))))


def _code(text: str) -> Markup:
    """Text in which what stands between backticks is code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def _view(number: int, evidence: Evidence, context: RunContext) -> dict[str, Any]:
    candidate = offered(evidence, context)
    found = evidence.verdict.counterexample if evidence.verdict else None
    return {
        "id": f"target-{number + 1}",
        "label": context.label,
        "command": context.command,
        "run": context.run,
        "outcome": evidence.outcome,
        "tone": _TONES.get(evidence.outcome, "neutral"),
        "title": _title(evidence),
        "under": _under(evidence),
        "headline": text.headline(evidence, context),
        "reason": evidence.reason if evidence.outcome != "faster" else "",
        "tiles": _tiles(evidence, context),
        "proposer": candidate.proposer if candidate else "",
        "rationale": candidate.rationale if candidate else "",
        "needs": candidate.needs if candidate else (),
        "diff": diff_rows(diff_of(candidate, context)) if candidate else [],
        "counterexample": runnable(found, context.target, context.new_target) if found else "",
        "interval_plot": _interval_plot(evidence),
        "intervals_by_size": _intervals_by_size(evidence),
        # Workloads have names and no order, so there is no plot by size.
        "size_plot": "" if context.command == "tune" else _size_plot(evidence),
        "tuning": tuning_view(evidence, context),
        "sizes": _size_table(evidence, context.objective.unit),
        "verdict": _verdict(evidence),
        "caveats": evidence.caveats,
        "rejected": [(reason.replace("_", " "), figures.count(times)) for reason, times in context.rejected.items()],
        "candidates": _candidates(context),
        "more_candidates": figures.count(max(0, len(context.fates) - MOST_CANDIDATES)),
        "tried": figures.count(len(context.fates)),
        "run_facts": _run_facts(context),
        "machine": machine.sentence(context.machine),
        "reproduce": context.reproduce,
    }


def _title(evidence: Evidence) -> str:
    speedup = evidence.speedup
    if speedup is not None and evidence.outcome in ("faster", "slower"):
        return figures.at_least(speedup.low) if speedup.bound else figures.factor(speedup.estimate)
    return _TITLES.get(evidence.outcome, evidence.outcome)


def _under(evidence: Evidence) -> str:
    """The line under the large word: the interval with what it rests on."""
    speedup = evidence.speedup
    if speedup is None:
        return ""
    basis = (
        f"{figures.count(speedup.pairs, 'pair')} of samples in "
        f"{figures.count(speedup.processes, 'fresh process', plural='fresh processes')}"
    )
    if speedup.bound:
        return f"at least; calls were stopped at the limit · {basis}"
    word = {"faster": "faster", "slower": "slower"}.get(evidence.outcome, figures.factor(speedup.estimate))
    interval = f"{figures.bare_factor(speedup.low)} to {figures.factor(speedup.high)}"
    return f"{word} · {interval} with {figures.share(speedup.confidence)} confidence · {basis}"


def _tiles(evidence: Evidence, context: RunContext) -> list[tuple[str, str, str]]:
    """Name, figure and remark of what the result costs and rests on."""
    tiles = []
    if evidence.memory_before is not None and evidence.memory_after is not None:
        before, after = evidence.memory_before.peak_bytes, evidence.memory_after.peak_bytes
        both = f"{figures.memory(before)} → {figures.memory(after)}"
        tiles.append(("peak memory", figures.change(before, after), both))
    if grows := text.growth(evidence):
        tiles.append(("growth of the time", grows[0], "with the size of the input"))
    if evidence.verdict is not None:
        verdict = evidence.verdict
        remark = f"{figures.count(verdict.inputs, 'input')}, {figures.count(verdict.scenarios, 'scenario')}"
        tiles.append(("sameness", verdict.word.replace("_", " "), f"{remark} · {verdict.level}"))
        tiles.append(("relaxes", text.waivers(verdict), "differences allowed by name"))
    if pypy := evidence.extra.get("pypy"):
        known = pypy["estimate"] is not None
        said = [f"{pypy['interpreter']}, the original as it is, warm; not applied"] * known + [pypy["reason"]]
        remark = "; ".join(filter(None, said))
        tiles.append(("PyPy would give", figures.factor(pypy["estimate"]) if known else "not known", remark))
    if context.fates or context.cost.evaluations:
        tried = max(context.cost.evaluations, len(context.fates))
        tiles.append(("candidates", figures.count(tried), f"{figures.count(sum(context.rejected.values()))} refused"))
    return tiles


def _interval_plot(evidence: Evidence) -> Markup:
    if evidence.speedup is None:
        return Markup("")
    s = evidence.speedup
    estimate, high = (s.low, None) if s.bound else (s.estimate, s.high)
    row = IntervalRow("the workload", estimate, s.low, high, dots=_processes(evidence))
    return interval_plot([row], resolution=evidence.resolution, zoom=True)


def _intervals_by_size(evidence: Evidence) -> Markup:
    if len(evidence.sizes) < 2:
        return Markup("")
    rows = []
    origins = text.counted_origins(evidence.sizes)
    for row in sorted(evidence.sizes, key=lambda row: (row.size, row.origin)):
        counted = row.origin in origins
        label = (row.label or f"size {figures.count(row.size)}") + ("" if counted else f" ({row.origin})")
        rows.append(IntervalRow(label, row.speedup, row.low, row.high, counted=counted))
    return interval_plot(rows, resolution=evidence.resolution)


def _processes(evidence: Evidence) -> tuple[float, ...]:
    """Estimates of the single processes, as stored, or from the samples where one call is all there is.

    With several calls the estimates need the weights of the workload, which whoever summed them up stores in
    ``extra["process_estimates"]``.
    """
    if stored := evidence.extra.get("process_estimates"):
        return tuple(stored)
    if evidence.speedup is None or len({sample.call for sample in evidence.samples}) != 1:
        return ()
    by_collector: dict[bool, list[float]] = {}
    for sample in evidence.samples:
        ratios = [old / new for old, new in zip(sample.old_s, sample.new_s, strict=False) if old > 0 and new > 0]
        if ratios:
            by_collector.setdefault(sample.gc_on, []).append(median(ratios))
    if not by_collector:
        return ()
    # The claim rests on the samples with or on those without the garbage collector: on those that it agrees with.
    estimate = evidence.speedup.estimate
    return tuple(min(by_collector.values(), key=lambda found: abs(math.log(median(found) / estimate))))


def _size_plot(evidence: Evidence) -> Markup:
    before, after = evidence.growth_before, evidence.growth_after
    return size_plot(
        evidence.sizes,
        before=f"before, {figures.growth(before)}" if before else "before",
        after=f"after, {figures.growth(after)}" if after else "after",
        counted=text.counted_origins(evidence.sizes),
    )


def _size_table(evidence: Evidence, unit: str) -> list[dict[str, str]]:
    origins = text.counted_origins(evidence.sizes)
    return [_size_cells(row, origins, unit) for row in sorted(evidence.sizes, key=lambda row: (row.size, row.origin))]


def _size_cells(row: SizeRow, counted: frozenset[str], unit: str) -> dict[str, str]:
    return {
        "size": row.label or figures.count(row.size), "old": figures.quantity(row.old, unit),
        "new": figures.quantity(row.new, unit),
        "speedup": figures.factor(row.speedup),
        "interval": figures.interval(row.low, row.high),
        "notes": " · ".join(text.size_notes(row, counted)), "tone": "bad" if row.high < 1 else "",
    }


def _verdict(evidence: Evidence) -> list[tuple[str, str]]:
    verdict = evidence.verdict
    if verdict is None:
        return []
    facts = [
        ("word", verdict.word.replace("_", " ")),
        ("level", f"{verdict.level}: {_LEVELS.get(verdict.level, '')}".rstrip(": ")),
        ("inputs compared", figures.count(verdict.inputs)),
        ("sequences of calls compared", figures.count(verdict.scenarios)),
        ("branches reached", "not measured" if verdict.coverage is None else figures.share(verdict.coverage)),
        ("relaxed", text.waivers(verdict)),
        ("not checked", "; ".join(verdict.not_checked)),
        ("weak search", verdict.weakness),
        ("notes", "; ".join(verdict.notes)),
        ("residual risk", "; ".join(risk_lines(verdict.risk))),
    ]
    return [(name, value) for name, value in facts if value]


def _candidates(context: RunContext) -> list[CandidateRow]:
    rows = []
    room = MOST_DIFF
    for number, fate in enumerate(context.fates[:MOST_CANDIDATES], start=1):
        diff = diff_of(fate.candidate, context) if fate.candidate else ""
        room -= len(diff)
        rows.append(_candidate(number, fate, context, diff_rows(diff) if room > 0 else []))
    return rows


def _candidate(number: int, fate: Evidence, context: RunContext, diff: list[DiffRow]) -> CandidateRow:
    found = fate.verdict.counterexample if fate.verdict else None
    ratio = rough_speedup(fate)
    raced = "" if fate.speedup is not None else " (race)"
    return CandidateRow(
        number=number,
        proposer=fate.candidate.proposer if fate.candidate else "",
        rationale=fate.candidate.rationale if fate.candidate else "",
        fate=fate.outcome.replace("_", " "),
        tone="good" if fate.outcome in KEPT else "bad" if fate.outcome == "differs" else "neutral",
        reason=shortened(fate.reason or ("" if fate.outcome in KEPT else refusal(fate))),
        speedup="" if ratio is None else figures.factor(ratio) + raced,
        cost=figures.seconds(fate.cost_s) if fate.cost_s else "",
        counterexample=runnable(found, context.target) if found else "",
        diff=diff,
    )


def _run_facts(context: RunContext) -> list[tuple[str, str]]:
    cost, work = context.cost, context.summary
    facts = [
        ("run", context.run),
        ("command", context.command),
        ("inputs", f"{work.origin}, {figures.count(work.calls, 'call')}" if work else ""),
        ("clock", context.objective.clock),
        ("wall time", figures.seconds(cost.seconds) if cost.seconds else ""),
        ("CPU time", figures.seconds(cost.cpu_seconds) if cost.cpu_seconds else ""),
        ("tokens", figures.count(cost.tokens) if cost.tokens else ""),
        ("seed", "" if context.seed is None else str(context.seed)),
        ("source", context.target.source_hash[:16] if context.target else ""),
    ]
    return [(name, value) for name, value in facts if value]
