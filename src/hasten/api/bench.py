"""Benchmarks put together: which systems answer, where results go, what is printed of them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field
from pathlib import Path

from hasten import __version__
from hasten.archives import BestArchive
from hasten.bench.harness import Progress, run, works_of
from hasten.bench.results import ResultFile, Results, read_results, tasks_hash
from hasten.bench.samples import Answers, Sample, read_samples
from hasten.bench.suite import Settings, Suite
from hasten.bench.suites import suite_of
from hasten.bench.table import Change, compared, score_table, table_text, text_table
from hasten.bench.task import Solution, Task
from hasten.core import Budget, Facts, SourceEdit, Target
from hasten.errors import InvalidArgument
from hasten.proposers.outside import OutsideProposer
from hasten.report import machine

#: Systems that need no answers from outside.
BUILT_IN = ("references", "originals", "originals-again", "targets")

#: Seconds that an outside proposer has for one task.
_PROPOSING_S = 600.0

Systems = Mapping[str, Mapping[str, Sequence[Sample]]]


@dataclass(frozen=True)
class Request:
    """One run of a benchmark.

    Attributes:
        bench: Name of the benchmark.
        data: Folder of its files.
        samples: Files of answers, by the name of the system.
        built_in: Names of ``BUILT_IN``.
        only: Texts of which a task's name must contain one; empty for all.
        limit: Most tasks.
        sample: Seed by which tasks are shuffled before the limit, None to keep their order.
        jobs: Processes.
        out: Result file.
        ks: Numbers of samples to score at.
        settings: How it is measured.
        originals: File of originals where the benchmark has none.
        proposer: Command whose candidates are samples.
        command: The command line that asked for it, kept in the head of the results; empty when nobody typed one.
    """

    bench: str
    data: Path
    out: Path
    samples: Mapping[str, Path] = field(default_factory=dict)
    built_in: Sequence[str] = ()
    only: Sequence[str] = ()
    limit: int | None = None
    sample: int | None = None
    jobs: int = 1
    ks: Sequence[int] = (1,)
    settings: Settings = field(default_factory=Settings)
    originals: Path | None = None
    proposer: str | None = None
    command: str = ""

    def __post_init__(self) -> None:
        clocks = ("time", "instructions") if self.bench == "coffe" else ("time",)
        if self.settings.clock not in clocks:
            raise InvalidArgument(f"--clock {self.settings.clock}: {self.bench} measures by {' or '.join(clocks)}")


@dataclass(frozen=True)
class Chosen:
    """What a request comes to.

    Attributes:
        unknown: Keys of answers that name no task of the benchmark, by system.
    """

    suite: Suite
    tasks: Sequence[Task]
    systems: Systems
    unknown: Mapping[str, Mapping[str, int]]


def chosen(request: Request) -> Chosen:
    """Tasks and answers of a request.

    Raises:
        HastenError: Data or answers cannot be read, or nothing is left to be done.
    """
    suite = suite_of(request.bench)
    every = suite.tasks(request.data)
    tasks = selected(every, request)
    if not tasks:
        raise InvalidArgument(f"no task of {suite.title} is left by --only {' '.join(request.only)}; try another name")
    originals = read_samples(request.originals, every) if request.originals is not None else None
    answers: dict[str, Answers] = {name: read_samples(file, every) for name, file in request.samples.items()}
    systems: dict[str, Mapping[str, Sequence[Sample]]] = {name: found.samples for name, found in answers.items()}
    for name in request.built_in:
        systems[name] = built_in(name, tasks, originals)
    if request.proposer is not None:
        systems["proposer"] = proposed(request.proposer, tasks, originals, request.settings)
    if not systems:
        raise InvalidArgument(f"hasten bench {request.bench} needs --samples FILE or --system {'|'.join(BUILT_IN)}")
    return Chosen(suite, tasks, systems, {name: found.unknown for name, found in answers.items() if found.unknown})


def selected(tasks: Sequence[Task], request: Request) -> list[Task]:
    """The part of the tasks that was asked for."""
    names = {task.name for task in tasks}
    # A whole name means that task alone: HumanEval/12 is not HumanEval/128.
    found = [t for t in tasks if not request.only or any(_meant(word, t.name, names) for word in request.only)]
    if request.sample is not None:
        random.Random(request.sample).shuffle(found)
    return found[: request.limit]


def _meant(word: str, name: str, names: Set[str]) -> bool:
    return word == name if word in names else word in name


def built_in(name: str, tasks: Sequence[Task], originals: Answers | None) -> dict[str, tuple[Sample, ...]]:
    """Samples out of the benchmark's own files.

    Raises:
        InvalidArgument: The name is unknown.
    """
    if name not in BUILT_IN:
        raise InvalidArgument(f"--system {name}: unknown; choose from {', '.join(BUILT_IN)}")
    found: dict[str, tuple[Sample, ...]] = {}
    for task in tasks:
        if name.startswith("originals") and originals is not None:
            found[task.name] = tuple(originals.samples.get(task.name, ()))
            continue
        place = 1 if name == "targets" else 0
        solution = task.original if name.startswith("originals") else (*task.references, None, None)[place]
        if solution is not None:
            found[task.name] = (Sample(task.name, 0, as_entry(solution.text, solution.entry, task.entry)),)
    return found


def proposed(
    command: str, tasks: Sequence[Task], originals: Answers | None, settings: Settings
) -> dict[str, tuple[Sample, ...]]:
    """Candidates that an outside proposer gives for each original, in order; it learns no fates here.

    ``hasten bench self --proposer`` has it take part in a search, where fates are told.

    Raises:
        InvalidArgument: The command does not start, or there are no originals.
    """
    found: dict[str, tuple[Sample, ...]] = {}
    with OutsideProposer(command) as outside:
        for task in tasks:
            solution = task.original
            if originals is not None:
                codes = [s.code for s in originals.samples.get(task.name, ()) if isinstance(s.code, str)]
                solution = Solution(codes[0], task.entry) if codes else None
            if solution is None:
                continue
            place = Path("solution.py").absolute()
            target = Target(solution.entry, place, "solution", place.parent, solution.text)
            rng = settings.rng(task.name, "proposer")
            candidates = outside.propose(target, Facts(), BestArchive(), rng, Budget(seconds=_PROPOSING_S))
            codes = [c.payload.source for c in candidates if isinstance(c.payload, SourceEdit)]
            texts = [as_entry(code, solution.entry, task.entry) for code in codes]
            found[task.name] = tuple(Sample(task.name, number, text) for number, text in enumerate(texts))
    if not found:
        raise InvalidArgument("--proposer is asked about originals, but there are none; add --originals FILE")
    return found


def as_entry(text: str, entry: str, wanted: str) -> str:
    """A module that defines the wanted name; one that calls it otherwise gets a second name for it."""
    return text if entry == wanted else f"{text.rstrip()}\n\n\n{wanted} = {entry}\n"


def bench(request: Request, *, tell: Callable[[Progress], None] = lambda _: None) -> Results:
    """Judge all answers; what the result file holds already is not judged again.

    Raises:
        HastenError: See ``chosen``; or the result file holds something else.
    """
    found = chosen(request)
    with ResultFile(request.out, head_of(request, found)) as results:
        works = works_of(request.bench, found.tasks, found.systems, request.settings)
        run(works, results, jobs=request.jobs, tell=tell)
    return read_results(request.out)


def head_of(request: Request, found: Chosen) -> dict[str, object]:
    """What is kept of a run beside its rows."""
    answers = [samples.get(task.name, ()) for samples in found.systems.values() for task in found.tasks]
    texts = [str(sample.code) for samples in answers for sample in samples]
    texts += [task.tests.text + task.timed.text for task in found.tasks]
    return {
        "bench": request.bench, "settings": asdict(request.settings), "systems": list(found.systems),
        "ks": list(request.ks), "tasks": len(found.tasks),
        "tasks_hash": tasks_hash([task.name for task in found.tasks], texts),
        "date": time.strftime("%Y-%m-%dT%H:%M:%S"), "version": __version__, "machine": machine.describe(),
        "command": request.command,
    }


def summary(results: Results, *, seed: int = 0) -> str:
    """The score table of a result file, with what was left out."""
    suite = suite_of(str(results.head["bench"]))
    ks = [int(k) for k in results.head.get("ks", [1])]
    lines = [table_text(score_table(suite, results, ks, rng=random.Random(seed)))]
    answered = ", ".join(
        f"{system} {sum(bool(found) for found in results.by_task(system).values())}" for system in results.systems
    )
    lines.append(f"{len(results.answered)} tasks judged; answered: {answered}; intervals: bootstrap over tasks, 95 %")
    if results.excluded:
        lines.append(f"{len(results.excluded)} tasks left out:")
        lines += [f"  {why}" for why in results.excluded.values()]
    return "\n".join(lines)


def comparison(before: Results, after: Results, systems: tuple[str, str], *, seed: int = 0) -> list[Change]:
    """Two systems, of one file or of two of the same benchmark, on the tasks that both were judged on.

    Raises:
        InvalidArgument: The files are of different benchmarks, or a system is not in its file.
    """
    if before.head["bench"] != after.head["bench"]:
        raise InvalidArgument(f"the files hold different benchmarks: {before.head['bench']} and {after.head['bench']}")
    for results, system in zip((before, after), systems, strict=True):
        if system not in results.systems:
            raise InvalidArgument(f"there is no system {system!r} in the file; it holds {', '.join(results.systems)}")
    suite = suite_of(str(before.head["bench"]))
    ks = [int(k) for k in before.head.get("ks", [1])]
    return compared(suite, before.by_task(systems[0]), after.by_task(systems[1]), ks, rng=random.Random(seed))


def change_table(changes: Sequence[Change], systems: tuple[str, str]) -> str:
    """One line per figure: before, after, difference with its interval, and whether that leaves no change out."""
    rows = []
    for change in changes:
        scale, digits = (100.0, 1) if change.percent else (1.0, 3)
        low, high = change.difference.low, change.difference.high
        said = "differs" if low > 0 or high < 0 else "not told apart"
        shown = [f"{scale * value:.{digits}f}" for value in (change.before, change.after)]
        gap, lower, upper = (f"{scale * value:+.{digits}f}" for value in (change.difference.estimate, low, high))
        rows.append([change.name, *shown, f"{gap} [{lower}, {upper}]", said])
    return text_table(["figure", *systems, "difference", ""], rows)


def page(results: Results, *, seed: int = 0) -> str:
    """A result file as one HTML page."""
    from hasten.bench.page import render

    suite = suite_of(str(results.head["bench"]))
    ks = [int(k) for k in results.head.get("ks", [1])]
    return render(suite, results, score_table(suite, results, ks, rng=random.Random(seed)))


def comparison_page(
    before: Results, after: Results, systems: tuple[str, str], changes: Sequence[Change]
) -> str:
    """A comparison as one HTML page."""
    from hasten.bench.page import render_comparison

    return render_comparison(suite_of(str(before.head["bench"])), before, after, systems, changes)
