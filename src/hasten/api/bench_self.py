"""Measure hasten itself: optimise a benchmark's original solutions, then score them before and after.

The table has four systems: the originals, the originals again (an A/A control: what differs between the two is noise),
what ``hasten optimize`` made of them, and what random single edits made of them at the same cost, judged and measured
by the same search. A function for which nothing faster was confirmed stays as it is.
"""

from __future__ import annotations

import functools
import json
import math
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from hasten.api.bench import Chosen as ChosenTasks
from hasten.api.bench import Request, Systems, as_entry, head_of, selected, summary
from hasten.api.optimize import optimize_target
from hasten.api.options import Options
from hasten.api.resolution import resolution_of
from hasten.api.setup import sandbox_of
from hasten.api.targets import target_of
from hasten.bench.harness import Progress, run, works_of
from hasten.bench.parallel import as_they_end
from hasten.bench.replay import digest
from hasten.bench.results import ResultFile, Results, read_results
from hasten.bench.samples import Sample, read_samples
from hasten.bench.suites import suite_of
from hasten.bench.task import Cases, Solution, Task
from hasten.bench.workspace import written
from hasten.core import Evidence, Listener, Proposer, SourceEdit
from hasten.errors import HastenError, InvalidArgument
from hasten.proposers.outside import OutsideProposer
from hasten.proposers.random_edits import RandomEditsProposer
from hasten.stores.memory import MemoryStore
from hasten.stores.whole_file import replace_whole

ORIGINALS, CONTROL, HASTEN, RANDOM = "originals", "originals-again", "hasten", "random-edits"
#: The baseline gets what hasten used, and at least so much: less would not reach a confirmation.
_LEAST_BASELINE_S = 4.0
#: Solutions that are kept of each search.
_MOST_SOLUTIONS = 16


@dataclass(frozen=True)
class Job:
    """One original to be optimised.

    Attributes:
        source: Whose it is: ``hasten``, ``random-edits``, or the name of an outside proposer.
        command: Command of an outside proposer that proposes alone, or empty.
    """

    task: Task
    solution: Solution
    options: Options
    source: str
    command: str = ""


@dataclass(frozen=True)
class Made:
    """What became of a job; JSON on disk.

    Attributes:
        variant: The accepted variant's file, None where nothing faster was confirmed.
        fates: How often each outcome came among the candidates, ``differs: value`` and the like.
        solutions: The variant and candidates that no check found different, so far as they were checked, as whole
            files: a pool of solutions of many speeds.
    """

    task: str
    source: str
    outcome: str
    seconds: float
    reason: str = ""
    variant: str | None = None
    proposer: str = ""
    speedup: Mapping[str, float] | None = None
    fates: Mapping[str, int] = field(default_factory=dict)
    solutions: Sequence[str] = ()

    @property
    def gain(self) -> float:
        """The confirmed speed-up, 1.0 where nothing faster was confirmed."""
        return float(self.speedup["estimate"]) if self.variant and self.speedup else 1.0


def original_of(task: Task, samples: Mapping[str, Sequence[Sample]] | None) -> Solution | None:
    """The function to start from: given, else the benchmark's own."""
    if samples is None:
        return task.original
    found = [s.code for s in samples.get(task.name, ()) if isinstance(s.code, str)]
    return Solution(found[0], task.entry) if found else None


def optimised(job: Job) -> Made:
    """Run one search; its budget, proposers and workload are in the job."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-") as below:
        place = written(job.task, job.solution, workload_cases(job.task), below=Path(below))
        options = replace(job.options, inputs=place.inputs)
        try:
            target = target_of(str(place.target))
            # The machine is calibrated once a process, and on nobody's budget.
            resolution_of(sandbox_of(target, options), _store(), random.Random(options.seed))
            started = time.monotonic()
            with _proposers(job) as (proposers, listeners):
                report = optimize_target(target, options, store=_store(), listeners=listeners, proposers=proposers)
        except HastenError as error:
            return Made(job.task.name, job.source, "error", time.monotonic() - started, str(error))
        seconds = time.monotonic() - started
        return _made(job, report.evidence, report.context.fates, seconds)


@functools.cache
def _store() -> MemoryStore:
    """The store of a worker process; it holds the calibration."""
    return MemoryStore()


@contextmanager
def _proposers(job: Job) -> Iterator[tuple[Sequence[Proposer] | None, Sequence[Listener]]]:
    if job.command:
        with OutsideProposer(job.command) as outside:
            yield [outside], [outside]
    else:
        yield ([RandomEditsProposer()] if job.source == RANDOM else None), ()


def _made(job: Job, evidence: Evidence, fates: Sequence[Evidence], seconds: float) -> Made:
    candidate = evidence.candidate
    variant = None
    if evidence.outcome == "faster" and candidate is not None and isinstance(candidate.payload, SourceEdit):
        variant = candidate.payload.source
    found = evidence.speedup
    edits = [f.candidate.payload for f in fates if f.candidate is not None and f.outcome not in ("differs", "refused")]
    kept = [edit.source for edit in edits if isinstance(edit, SourceEdit)]
    return Made(
        job.task.name, job.source, evidence.outcome, seconds, evidence.reason, variant,
        candidate.proposer if candidate is not None else "",
        {"estimate": found.estimate, "low": found.low, "high": found.high} if found is not None else None,
        dict(Counter(f.reason.partition(" (")[0] if f.outcome != "faster" else "faster in its race" for f in fates)),
        list(dict.fromkeys([*([variant] if variant else []), *kept]))[:_MOST_SOLUTIONS],
    )


def workload_cases(task: Task) -> Cases:
    """What a search measures on: the timed inputs; of generated levels one of each, beside two of the first."""
    cases = task.timed
    if cases.levels is None:
        return cases
    places = [0, 1, *(cases.levels.index(level) for level in sorted(set(cases.levels)) if level)]
    chosen = f"_every = calls\n\n\ndef calls():\n    found = _every()\n    return [found[i] for i in {places!r}]\n"
    return Cases(f"{cases.text}\n{chosen}")


@dataclass(frozen=True)
class SelfRequest:
    """One measurement of hasten by a benchmark.

    Attributes:
        request: The benchmark, its data, and where the scored results go.
        options: Allowances, seed and budget of each search.
        replay: Files of answers that are proposed alone, by name, against the originals.
        baseline: Whether random edits are tried too.
        pool: File that gets the solutions of all searches, for ``hasten bench dpe build --pool``.
    """

    request: Request
    options: Options
    replay: Mapping[str, Path] = field(default_factory=dict)
    baseline: bool = True
    pool: Path | None = None

    @property
    def made_file(self) -> Path:
        """Where the outcomes of the searches are kept, beside the results."""
        return searches_file(self.request.out)


def searches_file(out: Path) -> Path:
    """Where the outcomes of the searches stand whose variants a result file scores."""
    return out.with_name(out.stem + ".searches.jsonl")


def bench_self(asked: SelfRequest, *, tell: Callable[[Progress], None] = lambda _: None) -> Results:
    """Search, then score; both go on where an earlier run was cut short.

    Raises:
        HastenError: Data cannot be read, or no original is a function.
    """
    request = asked.request
    suite = suite_of(request.bench)
    every = suite.tasks(request.data)
    given = read_samples(request.originals, every).samples if request.originals is not None else None
    tasks = [t for t in selected(every, request) if not t.program and original_of(t, given) is not None]
    if not tasks:
        raise InvalidArgument(f"{suite.title} has no original functions to optimise; give them with --originals FILE")
    originals = {t.name: solution for t in tasks if (solution := original_of(t, given)) is not None}
    made = searched(asked, tasks, originals, tell)
    if asked.pool is not None:
        rows = pool_of(tasks, originals, made)
        replace_whole(asked.pool, "".join(json.dumps(row) + "\n" for row in rows).encode(), mode=0o644)
    systems = systems_of(tasks, originals, made, baseline=asked.baseline)
    head = head_of(request, ChosenTasks(suite, tasks, systems, {}))
    with ResultFile(request.out, head) as results:
        run(works_of(request.bench, tasks, systems, request.settings), results, jobs=request.jobs, tell=tell)
    return read_results(request.out)


def searched(
    asked: SelfRequest, tasks: Sequence[Task], originals: Mapping[str, Solution], tell: Callable[[Progress], None]
) -> list[Made]:
    """All searches: hasten first, then the baseline at the cost that hasten had, then the replays."""
    file, processes = asked.made_file, asked.request.jobs
    kept = {(m.task, m.source): m for m in read_made(file)}
    jobs = [Job(task, originals[task.name], asked.options, HASTEN) for task in tasks]
    search_all(jobs, kept, file, processes=processes, tell=tell)
    if asked.baseline:
        jobs = [_baseline(task, originals[task.name], asked, kept[task.name, HASTEN]) for task in tasks]
        search_all(jobs, kept, file, processes=processes, tell=tell)
    for name, recording in asked.replay.items():
        answers = read_samples(recording, tasks).samples
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            recorded = replay_file(Path(folder) / "answers.json", tasks, originals, answers)
            command = f"{sys.executable} -m hasten.bench.replay {recorded}"
            jobs = [Job(t, originals[t.name], asked.options, name, command) for t in tasks if t.name in answers]
            search_all(jobs, kept, file, processes=processes, tell=tell)
    return list(kept.values())


def _baseline(task: Task, solution: Solution, asked: SelfRequest, used: Made) -> Job:
    budget_s = min(asked.options.budget_s, max(_LEAST_BASELINE_S, used.seconds))
    return Job(task, solution, replace(asked.options, budget_s=budget_s), RANDOM)


def search_all(
    jobs: Sequence[Job], kept: dict[tuple[str, str], Made], file: Path, *, processes: int,
    tell: Callable[[Progress], None],
) -> None:
    """Run the jobs that are not in ``kept`` yet; each outcome joins it, and the file, as it comes."""
    left = [job for job in jobs if (job.task.name, job.source) not in kept]
    started = time.monotonic()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as stream:
        for number, made in enumerate(as_they_end(optimised, left, processes=processes), start=1):
            kept[made.task, made.source] = made
            stream.write(json.dumps(made.__dict__) + "\n")
            stream.flush()
            seconds = time.monotonic() - started
            done = len(jobs) - len(left) + number
            left_s = seconds / number * (len(left) - number)
            tell(Progress(done, len(jobs), seconds, left_s, f"{made.source}: {made.task} {made.outcome}"))


def read_made(file: Path) -> list[Made]:
    """Outcomes of earlier searches; a line that was cut short is passed over."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
        try:
            found.append(Made(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found


def pool_of(tasks: Sequence[Task], originals: Mapping[str, Solution], made: Sequence[Made]) -> list[dict[str, object]]:
    """The solutions of all searches as rows of samples, one a task, under the task's entry."""
    rows: list[dict[str, object]] = []
    for task in tasks:
        entry = originals[task.name].entry
        texts = [as_entry(text, entry, task.entry) for m in made if m.task == task.name for text in m.solutions]
        if texts:
            rows.append({"task_id": task.name, "solution": list(dict.fromkeys(texts))})
    return rows


def replay_file(
    file: Path, tasks: Sequence[Task], originals: Mapping[str, Solution], answers: Mapping[str, Sequence[Sample]]
) -> Path:
    """Answers by the original that they answer, for ``hasten.bench.replay``."""
    table = {}
    for task in tasks:
        original = originals[task.name]
        codes = [s.code for s in answers.get(task.name, ()) if isinstance(s.code, str)]
        table[digest(original.text)] = [as_entry(code, task.entry, original.entry) for code in codes]
    file.write_text(json.dumps(table), encoding="utf-8")
    return file


def systems_of(
    tasks: Sequence[Task], originals: Mapping[str, Solution], made: Sequence[Made], *, baseline: bool
) -> Systems:
    """The originals twice, and each source's variants with the originals where there are none."""
    variants = {(m.task, m.source): m.variant for m in made}

    def system(source: str) -> dict[str, tuple[Sample, ...]]:
        found: dict[str, tuple[Sample, ...]] = {}
        for task in tasks:
            original = originals[task.name]
            text = variants.get((task.name, source)) or original.text
            found[task.name] = (Sample(task.name, 0, as_entry(text, original.entry, task.entry)),)
        return found

    names = [ORIGINALS, CONTROL, HASTEN, *([RANDOM] if baseline else [])]
    return {name: system(name) for name in names}


def self_summary(asked: SelfRequest, results: Results) -> str:
    """The score table, and below it what each source's searches came to."""
    lines = [summary(results), ""]
    by_source: dict[str, list[Made]] = {}
    for made in read_made(asked.made_file):
        by_source.setdefault(made.source, []).append(made)
    for source, found in by_source.items():
        lines.append(search_line(source, found))
    return "\n".join(lines)


def search_line(source: str, found: Sequence[Made]) -> str:
    """Counts, the geometric mean of the confirmed speed-ups, and what became of the candidates."""
    outcomes = Counter(made.outcome for made in found)
    mean = math.exp(sum(math.log(made.gain) for made in found) / len(found))
    fates: Counter[str] = Counter()
    for made in found:
        fates.update(made.fates)
    said = ", ".join(f"{count} {name}" for name, count in outcomes.most_common())
    tried = ", ".join(f"{count} {name}" for name, count in fates.most_common(6))
    seconds = sum(made.seconds for made in found)
    return f"{source}: {said}; geometric mean {mean:.3f}x, {seconds:.0f} s; candidates: {tried or 'none'}"

