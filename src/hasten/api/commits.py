"""Two commits of a project side by side: worktrees in a temporary folder, benchmarks measured in pairs, interleaved.

Each benchmark of a pytest suite is measured as a whole process pair: the same test, once in each worktree, order drawn
anew for each pair. A pytest-benchmark suite runs unchanged: every process runs one benchmark by itself and hands its
median time over in a JSON file; other tests are timed as whole processes.
"""

from __future__ import annotations

import functools
import json
import math
import random
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hasten.api.options import Options
from hasten.core import Censored, Evidence, PairedSamples, SizeRow, Speedup
from hasten.core.evidence import LEAST_RESOLVED
from hasten.errors import EnvironmentProblem, InputsError, InvalidArgument
from hasten.meters.commands import Command, ProcessRun, run
from hasten.report.caveats import caveat
from hasten.stats.degenerate import Degenerate
from hasten.stats.intervals import headline

_LIMIT_S = 600.0
_FEWEST_PAIRS, _MOST_PAIRS = 6, 15
#: A benchmark timed by pytest-benchmark resolves less than the twin forks do: each side is a process of its own.
_RESOLVED = 0.03
_NO_TESTS = 5


@dataclass(frozen=True)
class BenchmarkRow:
    """One benchmark.

    Attributes:
        name: Its test id.
        speedup: Base over head, or why there is no figure.
        verdict: ``faster``, ``slower``, ``not_faster`` or ``inconclusive``.
        base_s: Seconds of the base.
    """

    name: str
    speedup: Speedup | Degenerate
    verdict: str
    base_s: float


@dataclass(frozen=True)
class CommitComparison:
    """The answer.

    Attributes:
        base: Commit of the base.
        head: Commit of the head.
        rows: By benchmark, in the order of the suite.
        evidence: All of it together; ``slower`` where any benchmark is confirmed slower.
    """

    base: str
    head: str
    rows: tuple[BenchmarkRow, ...]
    evidence: Evidence


def compare_commits(
    span: str, bench: str, options: Options, *, folder: Path | None = None, only: Sequence[str] = (), build: str = ""
) -> CommitComparison:
    """Measure a pytest benchmark suite on two commits.

    Args:
        span: ``BASE..HEAD``; an empty HEAD means the last commit.
        bench: A pytest command, such as ``pytest benches/``; it runs with the interpreter of the project.
        options: Budget, seed and interpreter.
        folder: A folder of the repository; None for the working folder.
        only: Test ids to measure; all when empty.
        build: Shell command that prepares a checkout, run once in each.

    Raises:
        InvalidArgument: The span or the command cannot be read.
        EnvironmentProblem: There is no such commit, or git fails.
        InputsError: The suite fails or has no benchmark that both commits know.
    """
    base, head = span_of(span)
    words = pytest_words(bench, options.python)
    where = folder or Path.cwd()
    started = time.monotonic()
    with worktrees(where, base, head) as (old, new):
        for place in (old, new):
            built(build, place)
        names = [name for name in common_benchmarks(words, old, new) if not only or name in only]
        taken = _interleaved(words, names, old, new, options, started)
    rows = tuple(_row(name, taken[name]) for name in names)
    return CommitComparison(base, head, rows, _evidence(rows, taken))


def span_of(span: str) -> tuple[str, str]:
    """The two commits of ``BASE..HEAD``.

    Raises:
        InvalidArgument: It is not written so.
    """
    base, dots, head = span.partition("..")
    if not dots or not base or head.startswith("."):
        raise InvalidArgument(f"{span!r} must be written as BASE..HEAD, for example main..HEAD")
    return base, head or "HEAD"


def pytest_words(bench: str, python: str | None = None) -> list[str]:
    """The pytest command with the interpreter that runs it.

    Raises:
        InvalidArgument: The command is not pytest.
    """
    words = shlex.split(bench)
    if words[:1] == ["pytest"]:
        return [python or sys.executable, "-m", *words]
    if len(words) >= 3 and words[1:3] == ["-m", "pytest"]:
        return [python or words[0], *words[1:]]
    raise InvalidArgument(f'--bench {bench!r} must be a pytest command, such as "pytest benches/"')


@contextmanager
def worktrees(folder: Path, base: str, head: str) -> Iterator[tuple[Path, Path]]:
    """The two commits, checked out side by side; removed afterwards.

    Raises:
        EnvironmentProblem: It is no repository, or there is no such commit.
    """
    inside = Path(_git(folder, "rev-parse", "--show-prefix").strip() or ".")
    with tempfile.TemporaryDirectory(prefix="hasten-commits-") as temporary:
        made: list[Path] = []
        try:
            for name, commit in (("base", base), ("head", head)):
                found = _git(folder, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}", what=commit).strip()
                place = Path(temporary) / name
                _git(folder, "worktree", "add", "--detach", "--force", str(place), found)
                made.append(place)
            yield made[0] / inside, made[1] / inside
        finally:
            for place in made:
                subprocess.run(
                    ["git", "worktree", "remove", "--force", str(place)], cwd=folder, capture_output=True, check=False
                )


def top_folder(folder: Path) -> Path:
    """The repository's own folder.

    Raises:
        EnvironmentProblem: It is no repository.
    """
    return Path(_git(folder, "rev-parse", "--show-toplevel").strip())


def changed_python_files(folder: Path, base: str, head: str) -> list[str]:
    """Python files that differ between two commits, relative to the repository.

    Raises:
        EnvironmentProblem: It is no repository, or there is no such commit.
    """
    return _git(folder, "diff", "--name-only", "-z", base, head, "--", "*.py").split("\0")[:-1]


def _git(folder: Path, *words: str, what: str = "") -> str:
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    except OSError as error:
        raise EnvironmentProblem(f"git does not run ({error.strerror}); install git") from error
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        if what:
            raise EnvironmentProblem(f"{what!r} is no commit of this repository; give a branch, a tag or a hash")
        raise EnvironmentProblem(
            f"git {words[0]} fails ({said[-1] if said else done.returncode}); run inside a repository"
        )
    return done.stdout


def built(command: str, place: Path) -> None:
    """Prepare a checkout.

    Raises:
        EnvironmentProblem: The command fails.
    """
    if not command:
        return
    done = subprocess.run(command, shell=True, cwd=place, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip().splitlines()
        raise EnvironmentProblem(
            f"--build {command!r} fails in the {place.name} commit ({said[-1] if said else done.returncode})"
        )


def with_own_sources(words: Sequence[str], place: Path) -> str:
    """The command for the shell, with the checkout's own sources in front of what is installed.

    Without that a project that is installed in editable mode would be imported from the working tree on both sides.
    """
    folders = [place / "src", place] if (place / "src").is_dir() else [place]
    paths = shlex.quote(":".join(map(str, folders)))
    return f'exec env PYTHONPATH={paths}"${{PYTHONPATH:+:$PYTHONPATH}}" {shlex.join(words)}'


def common_benchmarks(words: Sequence[str], old: Path, new: Path) -> list[str]:
    """Test ids that both commits have, in the order of the head.

    Raises:
        InputsError: There is none, or the suite cannot be collected.
    """
    found = [_collected(words, place) for place in (old, new)]
    names = [name for name in found[1] if name in set(found[0])]
    if not names:
        raise InputsError(f"{shlex.join(words[1:])} has no test that both commits know; name a folder that is in both")
    return names


def _collected(words: Sequence[str], place: Path) -> list[str]:
    command = with_own_sources([*words, "--collect-only", "-q", "-p", "no:cacheprovider"], place)
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, _NO_TESTS):
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise InputsError(f"{shlex.join(words[1:])} cannot be collected ({said[-1] if said else done.returncode})")
    return [line.strip() for line in done.stdout.splitlines() if "::" in line and not line.startswith((" ", "="))]


@dataclass(frozen=True)
class _Taken:
    """One run of one benchmark: its own time where pytest-benchmark gives one, else the process's."""

    seconds: float
    process: ProcessRun


def _interleaved(
    words: Sequence[str], names: Sequence[str], old: Path, new: Path, options: Options, started: float
) -> dict[str, list[tuple[_Taken, _Taken]]]:
    """Pairs of all benchmarks, round by round, so that no benchmark has a moment of its own."""
    rng = random.Random(options.seed)
    taken: dict[str, list[tuple[_Taken, _Taken]]] = {name: [] for name in names}
    options_of_suite = [w for w in words[3:] if w.startswith("-")]
    prefix = [*words[:3], *options_of_suite]
    for number in range(_MOST_PAIRS):
        if number >= _FEWEST_PAIRS and time.monotonic() - started > options.budget_s:
            break
        for name in names:
            seed = rng.randrange(1, 1 << 31)
            order = [0, 1]
            rng.shuffle(order)
            found: dict[int, _Taken] = {}
            for side in order:
                found[side] = _once(prefix, name, (old, new)[side], seed)
            taken[name].append((found[0], found[1]))
    return taken


def _once(prefix: Sequence[str], name: str, place: Path, seed: int) -> _Taken:
    with tempfile.TemporaryDirectory(prefix="hasten-bench-") as temporary:
        report = Path(temporary) / "benchmark.json"
        has_plugin = _has_plugin(prefix[0])
        extra = [f"--benchmark-json={report}", "--benchmark-max-time=0.5", "-q"] if has_plugin else ["-q"]
        text = with_own_sources([*prefix, name, "-p", "no:cacheprovider", *extra], place)
        done = run(Command(text, cwd=place), seed=seed, limit_s=_LIMIT_S)
        if isinstance(done, Censored):
            raise InputsError(f"{name} does not end within {_LIMIT_S:g} s; leave it out of --bench")
        return _Taken(_own_time(report) or done.cpu_s, done)


@functools.lru_cache(maxsize=8)
def _has_plugin(python: str) -> bool:
    question = "import importlib.util as u, sys; sys.exit(u.find_spec('pytest_benchmark') is None)"
    return subprocess.run([python, "-c", question], capture_output=True, check=False).returncode == 0


def _own_time(report: Path) -> float | None:
    """Median seconds of the one benchmark in a report of pytest-benchmark, None where there is none."""
    try:
        found = json.loads(report.read_text())["benchmarks"]
        seconds = float(found[0]["stats"]["median"])
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return None
    return seconds if math.isfinite(seconds) and seconds > 0 else None


def _samples(pairs: Sequence[tuple[_Taken, _Taken]]) -> list[PairedSamples]:
    return [
        PairedSamples(
            0,
            (a.seconds,),
            (b.seconds,),
            old_wall_s=(a.process.wall_s,),
            new_wall_s=(b.process.wall_s,),
            process=n,
            gc_on=True,
        )
        for n, (a, b) in enumerate(pairs)
    ]


def _row(name: str, pairs: Sequence[tuple[_Taken, _Taken]]) -> BenchmarkRow:
    speedup = headline(_samples(pairs), {0: 1.0})
    base_s = sorted(a.seconds for a, _ in pairs)[len(pairs) // 2]
    return BenchmarkRow(name, speedup, _verdict(speedup), base_s)


def _verdict(speedup: Speedup | Degenerate) -> str:
    if isinstance(speedup, Degenerate):
        return "inconclusive"
    least = 1.0 + max(_RESOLVED, LEAST_RESOLVED)
    if speedup.low > 1.0 and speedup.estimate >= least:
        return "faster"
    if speedup.high < 1.0 and speedup.estimate <= 1.0 / least:
        return "slower"
    return "not_faster" if speedup.low > 1.0 / least**2 and speedup.high < least**2 else "inconclusive"


def _evidence(rows: Sequence[BenchmarkRow], taken: Mapping[str, Sequence[tuple[_Taken, _Taken]]]) -> Evidence:
    verdicts = [row.verdict for row in rows]
    outcome = "slower" if "slower" in verdicts else "inconclusive" if "inconclusive" in verdicts else "not_faster"
    if outcome == "not_faster" and "faster" in verdicts:
        outcome = "faster"
    measured = [row for row in rows if isinstance(row.speedup, Speedup)]
    sizes = tuple(
        SizeRow(
            n, r.base_s, r.base_s / r.speedup.estimate, r.speedup.estimate, r.speedup.low, r.speedup.high, origin=r.name
        )
        for n, r in enumerate(measured)
        if isinstance(r.speedup, Speedup)
    )
    slower = [row.name for row in rows if row.verdict == "slower"]
    reason = f"slower: {', '.join(slower)}" if slower else f"{len(rows)} benchmarks, none confirmed slower"
    only = measured[0].speedup if len(measured) == 1 else None
    return Evidence(
        None,
        outcome,
        speedup=only if isinstance(only, Speedup) else None,
        sizes=sizes,
        samples=tuple(s for pairs in taken.values() for s in _samples(pairs)),
        resolution=_RESOLVED,
        caveats=(caveat("few-calls", calls=len(rows)),) if len(rows) == 1 else (),
        reason=reason,
        extra={"benchmarks": [{"name": row.name, "verdict": row.verdict} for row in rows]},
    )
