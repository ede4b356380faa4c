"""How much of what hasten finds hangs on looks: the same search on programs that mean the same and look different."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hasten.api.bench import Request, selected
from hasten.api.bench_self import Job, Made, original_of, read_made, search_all
from hasten.api.options import Options
from hasten.api.targets import read_source, target_of
from hasten.bench.harness import Progress
from hasten.bench.perturb import PERTURBATIONS
from hasten.bench.samples import read_samples
from hasten.bench.suite import Settings
from hasten.bench.suites import suite_of
from hasten.bench.table import text_table
from hasten.bench.task import Cases, Solution, Task
from hasten.errors import InvalidArgument

PLAIN = "as it is"
AGAIN = "as it is, again"


@dataclass(frozen=True)
class Effect:
    """What a perturbation does to the gains of the functions that it applies to.

    Attributes:
        kind: Name of the perturbation; ``AGAIN`` is the control, the same search on the same text.
        functions: Functions that it applies to.
        mean: Geometric mean of gain after over gain before; 1 means that nothing changes.
        worst: Smallest such ratio, with the function's name.
        lost: Functions that were made faster before and are not any more.
        won: Functions that are made faster only now.
    """

    kind: str
    functions: int
    mean: float
    worst: tuple[float, str]
    lost: tuple[str, ...]
    won: tuple[str, ...]


def benchmark_tasks(request: Request) -> list[tuple[Task, Solution]]:
    """Functions of a benchmark, with their originals."""
    every = suite_of(request.bench).tasks(request.data)
    given = read_samples(request.originals, every).samples if request.originals is not None else None
    pairs = [(task, original_of(task, given)) for task in selected(every, request) if not task.program]
    return [(task, solution) for task, solution in pairs if solution is not None]


def target_tasks(specs: Sequence[str], inputs: str | None) -> list[tuple[Task, Solution]]:
    """Targets of the user's own files, which must stand alone, as must their inputs file.

    Raises:
        InvalidArgument: There are no inputs.
    """
    if inputs is None:
        raise InvalidArgument("robustness is measured on given inputs; add --inputs FILE::NAME")
    file, _, name = inputs.rpartition("::")
    cases = Cases(read_source(Path(file)) + f"\n\ncalls = {name}\n")
    found = []
    for spec in specs:
        target = target_of(spec)
        task = Task(spec, "", target.name, None, tests=cases)
        found.append((task, Solution(target.source, target.name)))
    return found


def robust(
    tasks: Sequence[tuple[Task, Solution]], options: Options, file: Path, *, kinds: Sequence[str] = (), jobs: int = 1,
    tell: Callable[[Progress], None] = lambda _: None,
) -> list[Effect]:
    """Search each function as it is, as it is again, and under each perturbation; a run that was cut goes on.

    Raises:
        InvalidArgument: A perturbation is unknown, or there is nothing to perturb.
    """
    for kind in kinds:
        if kind not in PERTURBATIONS:
            raise InvalidArgument(f"--kind {kind}: unknown; choose from {', '.join(PERTURBATIONS)}")
    if not tasks:
        raise InvalidArgument("there is no function to perturb")
    settings = Settings(seed=options.seed)
    work = []
    for task, solution in tasks:
        work += [Job(task, solution, options, PLAIN), Job(task, solution, options, AGAIN)]
        for kind in kinds or PERTURBATIONS:
            text = PERTURBATIONS[kind](solution.text, solution.entry, settings.rng(task.name, kind))
            if text is not None:
                work.append(Job(task, Solution(text, solution.entry), options, kind))
    kept = {(m.task, m.source): m for m in read_made(file)}
    search_all(work, kept, file, processes=jobs, tell=tell)
    return effects(list(kept.values()))


def effects(made: Sequence[Made]) -> list[Effect]:
    """One effect per perturbation, the control first."""
    plain = {m.task: m.gain for m in made if m.source == PLAIN}
    found = []
    for kind in (AGAIN, *PERTURBATIONS):
        pairs = {m.task: (plain[m.task], m.gain) for m in made if m.source == kind and m.task in plain}
        if not pairs:
            continue
        ratios = {task: after / before for task, (before, after) in pairs.items()}
        worst = min(ratios, key=lambda task: ratios[task])
        found.append(Effect(
            kind, len(pairs), math.exp(math.fsum(map(math.log, ratios.values())) / len(ratios)), (ratios[worst], worst),
            tuple(t for t, (before, after) in pairs.items() if before > 1.0 >= after),
            tuple(t for t, (before, after) in pairs.items() if after > 1.0 >= before),
        ))
    return found


def effect_table(found: Sequence[Effect]) -> str:
    """One line per perturbation."""
    rows = []
    for effect in found:
        ratio, name = effect.worst
        rows.append([
            effect.kind, str(effect.functions), f"{effect.mean:.3f}", f"{ratio:.3f} ({name})", str(len(effect.lost)),
            str(len(effect.won)),
        ])
    heads = ["perturbation", "functions", "mean gain after/before", "worst", "lost", "won"]
    return text_table(heads, rows)
