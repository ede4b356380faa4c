"""``hasten bench NAME``: the field's benchmarks, and hasten measured with them."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hasten.cli import settings

if TYPE_CHECKING:
    from hasten.bench.harness import Progress

#: Name and help of each benchmark; ``hasten.bench.suites`` holds what they are.
BENCHMARKS = {
    "coffe": "COFFE: efficient@k and speed-up against the best known solutions.",
    "enamel": "ENAMEL: eff@k against expert references, time right-censored.",
    "humaneval": "HumanEval+: pass@k with contracts.",
    "mbpp": "MBPP+: pass@k with contracts.",
    "pie": "PIE: %OPT, speed-up and %correct on slow and fast programs.",
    "bigobench": "BigO(Bench): programs of a demanded growth class.",
    "bigo-prediction": "BigO(Bench): growth classes named for programs.",
    "selfinvoking": "HumanEval Pro and MBPP Pro: pass@k on self-invoking pairs.",
    "evalperf": "EvalPerf: differential scores against levels (see `hasten bench dpe`).",
}

Data = Annotated[Path, typer.Option("--data", metavar="DIR", help="Folder of the benchmark's files.")]
Samples = Annotated[
    list[str] | None, typer.Option("--samples", metavar="[NAME=]FILE", help="Answers of a system under test.")
]
SystemNames = Annotated[
    list[str] | None,
    typer.Option("--system", metavar="NAME", help="references, originals, originals-again or targets as samples."),
]
Originals = Annotated[
    Path | None, typer.Option("--originals", metavar="FILE", help="Originals where the benchmark has none.")
]
Ks = Annotated[str, typer.Option("--k", metavar="LIST", help="Sample counts to score at: 1,10.")]
Only = Annotated[list[str] | None, typer.Option("--only", metavar="TEXT", help="Tasks whose name contains TEXT.")]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", help="At most N tasks.")]
Shuffle = Annotated[int | None, typer.Option("--shuffle", metavar="SEED", help="Shuffle the tasks before --limit.")]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", help="Processes; 0 for one a core.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Result file (JSON lines); a run that was cut goes on.")
]
Published = Annotated[
    bool, typer.Option("--as-published", help="Leave open the loopholes that the benchmark leaves open.")
]
Clock = Annotated[str, typer.Option("--clock", metavar="NAME", help="time, or instructions (coffe only).")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the results as one HTML page.")]


def register(app: typer.Typer) -> None:
    """Add the command with its subcommands."""
    bench = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)
    for name, text in BENCHMARKS.items():
        bench.command(name, help=text)(_runner(name))
    bench.command("self", help="Optimise a benchmark's originals and score them before and after.")(bench_self)
    bench.command("show", help="Show a result file again.")(show)
    bench.command("compare", help="Two systems side by side, of one result file or of two.")(compare)
    bench.command("page", help="Stored results as one page of Markdown.")(page)
    bench.command("stress", help="Make stressful inputs for tasks with contracts, in COFFE's layout.")(stress)
    bench.command("robust", help="What perturbations of the program do to what hasten finds.")(robust)
    bench.command("curves", help="Best speed-up so far against time, from stored runs.")(curves)
    dpe = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)
    dpe.command("build", help="Levels of a task set from pools of solutions.")(dpe_build)
    dpe.command("agree", help="How often two runs give a solution the same level.")(dpe_agree)
    bench.add_typer(dpe, name="dpe", help="Levels for differential performance evaluation.")
    app.add_typer(bench, name="bench", help="Recompute the field's benchmarks with hasten's clock and oracle.")


def _runner(name: str) -> Callable[..., None]:
    """The command of one benchmark."""

    def run(
        data: Data,
        samples: Samples = None,
        system: SystemNames = None,
        originals: Originals = None,
        k: Ks = "1",
        only: Only = None,
        limit: Limit = None,
        shuffle: Shuffle = None,
        jobs: Jobs = 1,
        out: Out = None,
        as_published: Published = False,
        clock: Clock = "time",
        proposer: Annotated[
            str | None, typer.Option("--proposer", metavar="CMD", help="Candidates of an outside proposer as samples.")
        ] = None,
        seed: settings.Seed = 0,
        python: settings.Python = None,
        html: Html = None,
    ) -> None:
        from hasten.api.bench import bench, chosen, summary

        request = _request(
            name, data, samples, system, originals, k, only, limit, shuffle, jobs, out, as_published, seed, python,
            clock=clock, proposer=proposer,
        )
        for label, unknown in chosen(request).unknown.items():
            first = next(iter(unknown))
            print(
                f"hasten: {sum(unknown.values())} samples of {label} name no task and are left out (first: {first!r})",
                file=sys.stderr,
            )
        with _told() as tell:
            results = bench(request, tell=tell)
        typer.echo(summary(results))
        _written(results, request.out, html)

    run.__doc__ = BENCHMARKS[name]
    return run


def bench_self(
    name: Annotated[str, typer.Argument(metavar="NAME", help="coffe, enamel, humaneval, mbpp or selfinvoking.")],
    data: Data,
    budget: Annotated[str, typer.Option("--budget", metavar="TIME", help="For each function: 10s.")] = "10s",
    allow: Annotated[str, typer.Option("--allow", metavar="NAMES", help="python, numpy, numba, native.")] = "python",
    replay: Annotated[
        list[str] | None,
        typer.Option("--replay", metavar="[NAME=]FILE", help="Answers proposed against the originals, alone."),
    ] = None,
    baseline: Annotated[bool, typer.Option(help="Also try random edits at the same cost.")] = True,
    proposer: Annotated[
        str | None, typer.Option("--proposer", metavar="CMD", help="Outside proposer beside ours.")
    ] = None,
    pool: Annotated[
        Path | None, typer.Option("--pool", metavar="FILE", help="Also write the searches' solutions, for dpe build.")
    ] = None,
    originals: Originals = None,
    only: Only = None,
    limit: Limit = None,
    shuffle: Shuffle = None,
    jobs: Jobs = 1,
    out: Out = None,
    as_published: Published = False,
    seed: settings.Seed = 0,
    python: settings.Python = None,
    html: Html = None,
) -> None:
    """Search on each original, then the benchmark's own score, with an A/A control and a random baseline."""
    from hasten.api.bench_self import SelfRequest, self_summary
    from hasten.api.bench_self import bench_self as measured

    request = _request(
        name, data, None, None, originals, "1", only, limit, shuffle, jobs, out or _out(f"{name}-self"), as_published,
        seed, python,
    )
    options = settings.options(
        inputs=None, tests=None, budget=budget, seed=seed, python=python, env=None, trust=False, allow=allow,
        proposer=proposer,
    )
    asked = SelfRequest(request, options, dict(map(_named, replay or ())), baseline, pool)
    with _told() as tell:
        results = measured(asked, tell=tell)
    typer.echo(self_summary(asked, results))
    _written(results, request.out, html)


def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A result file.")], html: Html = None
) -> None:
    """The score table of a stored run."""
    from hasten.api.bench import summary
    from hasten.bench.results import read_results

    results = read_results(file)
    typer.echo(summary(results))
    _written(results, None, html)


def compare(
    before: Annotated[Path, typer.Argument(metavar="FILE", help="A result file.")],
    after: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Another one of the same benchmark.")] = None,
    systems: Annotated[
        str | None, typer.Option("--systems", metavar="A,B", help="Which system of each; the first of each file.")
    ] = None,
    html: Html = None,
) -> None:
    """Differences with intervals; tasks are resampled for both sides together."""
    from hasten.api.bench import change_table, comparison
    from hasten.bench.results import read_results
    from hasten.errors import InvalidArgument

    first, second = read_results(before), read_results(after or before)
    names = [text.strip() for text in systems.split(",")] if systems else [first.systems[0], second.systems[-1]]
    if len(names) != 2:
        raise InvalidArgument(f"--systems {systems!r} must name two systems, as in --systems originals,hasten")
    changes = comparison(first, second, (names[0], names[1]))
    typer.echo(change_table(changes, (names[0], names[1])))
    if html is not None:
        from hasten.api.bench import comparison_page
        from hasten.cli.output import write_whole

        write_whole(html, comparison_page(first, second, (names[0], names[1]), changes))


def page(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Result files, in the order of the page.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where it goes; else printed.")] = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="Its heading.")] = "Benchmarks",
) -> None:
    """Scores, machine, date, version and command of each run, with what was left out."""
    from hasten.api.bench_page import markdown_page
    from hasten.cli.output import write_whole

    text = markdown_page(files, title=title)
    if out is None:
        typer.echo(text)
    else:
        write_whole(out, text)
        typer.echo(f"page: {out}")


def stress(
    name: Annotated[str, typer.Argument(metavar="NAME", help="humaneval or mbpp.")],
    data: Data,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="A JSON file, as stressful_testcases.json.")],
    only: Only = None,
    limit: Limit = None,
    shuffle: Shuffle = None,
    jobs: Jobs = 1,
    seed: settings.Seed = 0,
    python: settings.Python = None,
) -> None:
    """Inputs grow until the canonical solution takes at least 5 ms, within the task's contract."""
    from hasten.api.bench_stress import stress as made

    request = _request(
        name, data, None, None, None, "1", only, limit, shuffle, jobs, out, as_published=False, seed=seed, python=python
    )
    with _told() as tell:
        count, without = made(request, out, tell=tell)
    typer.echo(f"{count} tasks with stressful inputs, {len(without)} without: {out}")
    for task, why in without.items():
        typer.echo(f"  {task}: {why}")


def robust(
    targets: Annotated[list[str] | None, typer.Argument(metavar="[TARGET...]", help="path.py::function")] = None,
    inputs: settings.Inputs = None,
    benchmark: Annotated[
        str | None, typer.Option("--benchmark", metavar="NAME", help="Originals of a benchmark in place of TARGETs.")
    ] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="DIR", help="Folder of its files.")] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", metavar="NAME", help="Only this perturbation.")] = None,
    budget: Annotated[str, typer.Option("--budget", metavar="TIME", help="For each search.")] = "10s",
    allow: Annotated[str, typer.Option("--allow", metavar="NAMES", help="python, numpy, numba, native.")] = "python",
    originals: Originals = None,
    only: Only = None,
    limit: Limit = None,
    shuffle: Shuffle = None,
    jobs: Jobs = 1,
    out: Out = None,
    seed: settings.Seed = 0,
    python: settings.Python = None,
) -> None:
    """Each function is searched as it is, as it is again (the control), and perturbed."""
    import os

    from hasten.api.bench_robust import benchmark_tasks, effect_table, target_tasks
    from hasten.api.bench_robust import robust as measured
    from hasten.errors import InvalidArgument

    if (benchmark is None) == (not targets):
        raise InvalidArgument("give either TARGETs with --inputs, or --benchmark NAME with --data DIR")
    if benchmark is not None:
        if data is None:
            raise InvalidArgument(f"--benchmark {benchmark} needs --data DIR")
        request = _request(
            benchmark, data, None, None, originals, "1", only, limit, shuffle, jobs, out, as_published=False, seed=seed,
            python=python,
        )
        tasks = benchmark_tasks(request)
    else:
        tasks = target_tasks(targets or [], inputs)
    options = settings.options(
        inputs=None, tests=None, budget=budget, seed=seed, python=python, env=None, trust=False, allow=allow
    )
    file = out or _out("robust")
    with _told() as tell:
        found = measured(
            tasks, options, file, kinds=tuple(kind or ()), jobs=jobs if jobs > 0 else os.cpu_count() or 1, tell=tell
        )
    typer.echo(effect_table(found))
    typer.echo(f"searches: {file}")


def curves(
    group: Annotated[
        list[str] | None,
        typer.Option("--group", metavar="NAME=RUN,RUN", help="Runs of one search; all runs where none is given."),
    ] = None,
) -> None:
    """Tuning is counted: a fate's cost is all that it took to propose, build, check and race it."""
    from hasten.api.bench_curves import curve_table, curves_of
    from hasten.cli import output

    groups = {}
    for text in group or ["all runs="]:
        name, _, runs = text.partition("=")
        groups[name] = [run.strip() for run in runs.split(",") if run.strip()]
    with output.opened_store(Path.cwd()) as store:
        typer.echo(curve_table(curves_of(store, groups)))


def dpe_build(
    name: Annotated[str, typer.Argument(metavar="NAME", help="humaneval or mbpp.")],
    data: Data,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder that gets levels.jsonl.")],
    pool: Annotated[list[Path] | None, typer.Option("--pool", metavar="FILE", help="More solutions.")] = None,
    least_levels: Annotated[
        int, typer.Option("--least-levels", metavar="N", help="Keep tasks with at least N levels.")
    ] = 4,
    only: Only = None,
    limit: Limit = None,
    shuffle: Shuffle = None,
    jobs: Jobs = 1,
    seed: settings.Seed = 0,
    python: settings.Python = None,
) -> None:
    """A run that was cut goes on."""
    from hasten.api.bench_dpe import DpeRequest, build

    request = _request(
        name, data, None, None, None, "1", only, limit, shuffle, jobs, out, as_published=False, seed=seed, python=python
    )
    with _told() as tell:
        outcome = build(DpeRequest(request, tuple(pool or ()), least_levels), tell=tell)
    typer.echo(outcome.text())
    typer.echo(f"levels: {out / 'levels.jsonl'}")


def dpe_agree(
    first: Annotated[Path, typer.Argument(metavar="FILE", help="A result file of `hasten bench evalperf`.")],
    second: Annotated[Path, typer.Argument(metavar="FILE", help="Another one of the same samples.")],
) -> None:
    """Solutions that were right in both runs, and how many of them got the same level."""
    from hasten.api.bench_dpe import agreement
    from hasten.bench.results import read_results

    same, common, parted = agreement(read_results(first), read_results(second))
    share = f" ({same / common:.1%})" if common else ""
    typer.echo(f"{same} of {common} solutions got the same level in both runs{share}")
    for line in parted:
        typer.echo(f"  {line}")


# -- pieces -----------------------------------------------------------------------------------------------------------


def _request(
    name: str, data: Path, samples: list[str] | None, systems: list[str] | None, originals: Path | None, k: str,
    only: list[str] | None, limit: int | None, shuffle: int | None, jobs: int, out: Path | None, as_published: bool,
    seed: int, python: str | None, *, clock: str = "time", proposer: str | None = None,
) -> Any:
    import os

    from hasten.api.bench import Request
    from hasten.bench.suite import Settings

    return Request(
        bench=name, data=data, out=out or _out(name), samples=dict(map(_named, samples or ())),
        built_in=tuple(systems or ()), only=tuple(only or ()), limit=limit, sample=shuffle,
        jobs=jobs if jobs > 0 else os.cpu_count() or 1, ks=_ks(k), originals=originals,
        settings=Settings(seed=seed, as_published=as_published, python=python, clock=clock), proposer=proposer,
        command=_typed(),
    )


def _typed() -> str:
    """The command line, with folders and files by their names: a page of results holds nobody's paths."""
    return shlex.join(["hasten", *map(_without_folders, sys.argv[1:])])


def _without_folders(word: str) -> str:
    """``gpt4o=/a/b/c.json`` as ``gpt4o=c.json``; a word that is no path of this machine stays."""
    name, mark, file = word.partition("=")
    path = Path(file if mark else word)
    if not path.is_absolute():
        return word
    return f"{name}={path.name}" if mark else path.name


def _out(name: str) -> Path:
    import time

    return Path(".hasten") / "bench" / f"{name}-{time.strftime('%Y%m%d-%H%M%S')}.jsonl"


def _ks(text: str) -> tuple[int, ...]:
    from hasten.errors import InvalidArgument

    try:
        found = tuple(int(part) for part in text.split(",") if part.strip())
    except ValueError:
        found = ()
    if not found or min(found) < 1:
        raise InvalidArgument(f"--k {text!r} must be a list of positive numbers, such as 1,10")
    return found


def _named(text: str) -> tuple[str, Path]:
    """``NAME=FILE``, or a file that is named for itself."""
    name, mark, file = text.partition("=")
    if mark and "/" not in name:
        return name, Path(file)
    return Path(text).name.partition(".")[0], Path(text)


@contextmanager
def _told() -> Iterator[Callable[[Progress], None]]:
    """A line on standard error that moves on a terminal; elsewhere a plain line now and then."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _plain
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        line = bar.add_task("benchmark", total=None)
        yield lambda p: bar.update(line, total=p.total, completed=p.done, description=p.task or "starting")


def _plain(progress: Progress) -> None:
    every = max(1, progress.total // 20)
    if progress.done % every == 0 or progress.done == progress.total:
        left = f", about {progress.left_s:.0f} s left" if progress.left_s else ""
        print(f"{progress.done} of {progress.total}{left}  {progress.task}", file=sys.stderr, flush=True)


def _written(results: Any, out: Path | None, html: Path | None) -> None:
    if out is not None:
        typer.echo(f"results: {out}")
    if html is not None:
        from hasten.api.bench import page
        from hasten.cli.output import write_whole

        write_whole(html, page(results))
