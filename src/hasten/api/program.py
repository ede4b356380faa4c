"""Whole programs: find where the time goes, try what is worth it, and measure the whole command with what was found."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from hasten.api.answer import Answer
from hasten.api.apply import why_not
from hasten.api.delivery import brought_files
from hasten.api.end_to_end import both_sides, difference, failing_tests, measured
from hasten.api.formatting import formatted
from hasten.api.optimize import optimize_target
from hasten.api.options import Options
from hasten.api.partners import Partner, partners_of
from hasten.api.profile import LONGEST_S, profile_command
from hasten.api.program_targets import Chosen, LeftAlone, chosen_targets
from hasten.api.targets import project_of
from hasten.code.locate import Located, locate
from hasten.code.source import parse
from hasten.core import Evidence, Listener, SourceEdit, Target, Workload
from hasten.errors import HastenError, InputsError
from hasten.profile import Profile
from hasten.profile.calls import Recorded, WatchedFunction, read_calls, workload_from
from hasten.profile.hot import first_line
from hasten.run.attach import Program, attached, run_program
from hasten.run.copies import CodePlace
from hasten.run.interpreter import find_interpreter
from hasten.stores.runs import RunStore

MIN_SHARE = 0.05
#: A change that would make the whole command less than so much faster is listed, not applied.
_LEAST_GAIN = 0.01
#: Least seconds in which one function can be searched, checked and confirmed.
_LEAST_TARGET_S = 25.0
#: Runs of the command that the end-to-end measurement takes at least.
_RUNS = 24
#: Functions whose calls are recorded only because they share containers with those that are tried.
_MOST_BESIDE = 16
_LEAST_LIMIT_S = 60.0
_TESTS_LIMIT_S = 3600.0

Display = Callable[[str, float], AbstractContextManager[Listener | None]]


@dataclass(frozen=True)
class ProgramRequest:
    """What is asked for.

    Attributes:
        program: The command as it will be run.
        typed: The command as the user typed it.
        tests: Whether it runs tests.
        check: Tests that must pass on the changed code before anything is kept; None where there are none.
        below: Folders and files whose functions may be changed; empty: all.
        min_share: Least share of the command's time after imports that is worth an attempt, 0 to 1.
    """

    program: Program
    typed: str
    tests: bool = False
    check: Program | None = None
    below: tuple[Path, ...] = ()
    min_share: float = MIN_SHARE


@dataclass(frozen=True)
class Change:
    """What became of one function.

    Attributes:
        chosen: The function with its share.
        recorded: Calls of it that were seen.
        answer: The answer of its search; None where it could not be searched.
        kept: Whether its variant is part of the composed change.
        reason: Why it is not, in a few words.
        source: Text of the file with this change and those before it, as the project formats it.
    """

    chosen: Chosen
    recorded: Recorded
    answer: Answer | None
    kept: bool
    reason: str = ""
    source: str = ""

    @property
    def expected(self) -> float:
        """Speed-up of the whole command that the function's share and speed-up lead one to expect."""
        speedup = self.answer.evidence.speedup if self.answer is not None else None
        if speedup is None or self.answer is None or self.answer.evidence.outcome != "faster":
            return 1.0
        share = self.chosen.hot.share
        return 1.0 / (1.0 - share * (1.0 - 1.0 / max(speedup.estimate, 1e-9)))


@dataclass(frozen=True)
class ProgramAnswer:
    """The answer on a whole command.

    Attributes:
        request: What was asked.
        profile: Where its time goes.
        changes: The functions tried, dearest first.
        left_alone: Hot functions that were not tried.
        evidence: On the whole command with all kept changes, measured end to end.
        sources: New text by file, of the kept changes.
        brought: Files that the kept changes bring along (kernels, built modules), by path.
        originals: The text that each of them had.
        seconds: Wall seconds that the work took.
        project: Folder that paths are shown relative to.
    """

    request: ProgramRequest
    profile: Profile
    changes: tuple[Change, ...]
    left_alone: tuple[LeftAlone, ...]
    evidence: Evidence
    sources: Mapping[Path, str] = field(default_factory=dict)
    originals: Mapping[Path, str] = field(default_factory=dict)
    brought: Mapping[Path, bytes] = field(default_factory=dict)
    seconds: float = 0.0
    project: Path = field(default_factory=Path.cwd)

    @property
    def kept(self) -> list[Change]:
        """The changes that the composed patch consists of; none where the whole command is not faster."""
        return [change for change in self.changes if change.kept] if self.evidence.outcome == "faster" else []


def optimize_program(
    request: ProgramRequest,
    options: Options,
    *,
    store: RunStore,
    say: Callable[[str], None] = lambda text: None,
    display: Display = lambda label, budget_s: nullcontext(None),
) -> ProgramAnswer:
    """Profile, record, search, compose, measure. Nothing is written to the user's tree.

    Args:
        request: The command.
        options: Budget for all of it, and the rest as for one function.
        store: Where the searches are recorded.
        say: Told of each step in a sentence.
        display: Progress of one search.

    Raises:
        InputsError: The command fails, does not end, or cannot be watched.
        HastenError: The interpreter cannot be used.
    """
    started = time.monotonic()
    say("profiling the command")
    profile, ended = profile_command(request.program, limit_s=LONGEST_S)
    if ended.code != 0:
        what = "the tests fail" if request.tests else f"the command ends with exit code {ended.code}"
        raise InputsError(
            f"{what} before anything was changed ({ended.last_line}); make {request.typed!r} succeed first"
        )
    project = project_of(request.program.cwd / "command.py")
    interpreter = find_interpreter(options.python, project)
    chosen, left = chosen_targets(
        profile, interpreter, min_share=request.min_share, below=request.below, tests=request.tests
    )
    whole_s = max(ended.wall_s, 0.01)
    reserve_s = min(0.5 * options.budget_s, max(4.0, _RUNS * whole_s))
    room_s = options.budget_s - (time.monotonic() - started) - reserve_s - 2 * whole_s
    affordable = max(1, int(room_s / _LEAST_TARGET_S))
    left += [LeftAlone(one.hot, "the budget does not reach that far; raise --budget") for one in chosen[affordable:]]
    chosen = chosen[:affordable]
    if not chosen:
        evidence = Evidence(None, "not_faster", reason=_nothing_hot(profile, request.min_share, left))
        return ProgramAnswer(
            request, profile, (), tuple(left), evidence, seconds=time.monotonic() - started, project=project
        )
    say(f"recording the calls of {len(chosen)} function{'s' if len(chosen) > 1 else ''}")
    beside = _beside(chosen)
    asked = [*((one.target, one.hot.line) for one in chosen), *beside]
    everything, python = record_calls(request, [target for target, _ in asked], [line for _, line in asked], whole_s)
    recorded = everything[: len(chosen)]
    workloads = [workload_from(seen, f"recorded from {request.typed}") for seen in everything]
    partners = _partners(beside, everything[len(chosen) :], workloads[len(chosen) :])
    own = replace(options, inputs=None, tests=None, python=options.python or python or interpreter.executable)
    changes, sources, originals = _searched(
        chosen, recorded, workloads[: len(chosen)], partners, own,
        project=project, store=store, display=display, until_s=started + options.budget_s - reserve_s,
    )  # fmt: skip
    left_s = max(reserve_s, options.budget_s - (time.monotonic() - started))
    brought = _brought(changes)
    evidence = _whole(request, project, changes, sources, options, left_s, whole_s, say)
    return ProgramAnswer(
        request, profile, tuple(changes), tuple(left), evidence,
        sources=sources if evidence.outcome == "faster" else {}, originals=originals,
        brought=brought if evidence.outcome == "faster" else {},
        seconds=time.monotonic() - started, project=project,
    )  # fmt: skip


def _nothing_hot(profile: Profile, min_share: float, left: Sequence[LeftAlone]) -> str:
    if left:
        first = f"{left[0].hot.name}: {left[0].reason}"
        return f"no function that takes {min_share:.0%} or more of the time can be changed ({first})"
    if not profile.functions:
        return "the command ends too soon to see where its time goes; give a longer workload"
    top = profile.functions[0]
    return (
        f"no function takes {min_share:.0%} or more of the time after imports "
        f"(the most is {top.name} with {profile.share_of_work(top):.1%}); lower --min-share to try smaller ones"
    )


def record_calls(
    request: ProgramRequest, targets: Sequence[Target], lines: Sequence[int], whole_s: float
) -> tuple[list[Recorded], str]:
    """Run the command once more and keep calls of the targets.

    Args:
        request: The command.
        targets: The functions.
        lines: First line of each, that of its first decorator.
        whole_s: Wall seconds that the command took before.

    Returns:
        What was recorded of each, and the interpreter that ran it (empty where none could be watched).

    Raises:
        InputsError: It fails, or does not end, although it did before.
    """
    with tempfile.TemporaryDirectory(prefix="hasten-calls-") as name:
        folder = Path(name)
        watched = [WatchedFunction(t.file, t.name, line) for t, line in zip(targets, lines, strict=True)]
        asked = {f"target{number:03}": one.request for number, one in enumerate(watched)}
        program = replace(request.program, env=attached(request.program.env, folder, "taking", asked))
        ended = run_program(program, limit_s=max(_LEAST_LIMIT_S, 30 * whole_s), folder=folder)
        if ended.code is None:
            raise InputsError("the command does not end while its calls are recorded; give a shorter workload")
        if ended.code != 0:
            what = "the tests pass once and fail" if request.tests else "the command succeeds once and fails"
            raise InputsError(
                f"{what} when it is run again ({ended.last_line}); make {request.typed!r} repeatable first"
            )
        return read_calls(folder, len(targets))


def _beside(chosen: Sequence[Chosen]) -> list[tuple[Target, int]]:
    """Functions that share private containers with the chosen ones, and their first lines: a change may touch both."""
    found: dict[tuple[Path, str], tuple[Target, int]] = {}
    known = {(one.target.file, one.target.name) for one in chosen}
    for one in chosen:
        module = parse(one.target.source)
        if isinstance(module, SyntaxError):
            continue
        for name in partners_of(one.target.source, one.target.name):
            key = (one.target.file, name)
            node = module.functions.get(name)
            if node is not None and key not in known and len(found) < _MOST_BESIDE:
                kind = located.kind if isinstance(located := locate(one.target.source, name), Located) else "function"
                found[key] = replace(one.target, name=name, kind=kind), first_line(node)
    return list(found.values())


def _partners(
    asked: Sequence[tuple[Target, int]], recorded: Sequence[Recorded], workloads: Sequence[Workload]
) -> list[Partner]:
    """Those of which calls were recorded."""
    return [
        Partner(_as_imported(target, seen.module, target.source), workload)
        for (target, _), seen, workload in zip(asked, recorded, workloads, strict=True)
        if seen.calls
    ]


def _searched(
    chosen: Sequence[Chosen],
    recorded: Sequence[Recorded],
    workloads: Sequence[Workload],
    partners: Sequence[Partner],
    options: Options,
    *,
    project: Path,
    store: RunStore,
    display: Display,
    until_s: float,
) -> tuple[list[Change], dict[Path, str], dict[Path, str]]:
    """Search each function in turn; one that follows in the same file starts from the text with the changes so far."""
    changes: list[Change] = []
    sources: dict[Path, str] = {}
    originals: dict[Path, str] = {}
    known = [*partners, *_partners([(one.target, 0) for one in chosen], recorded, workloads)]
    for number, (one, seen, workload) in enumerate(zip(chosen, recorded, workloads, strict=True)):
        originals.setdefault(one.target.file, one.target.source)
        if not seen.calls:
            changes.append(Change(one, seen, None, False, seen.why_none))
            continue
        shares = [later.hot.share for later in chosen[number:]]
        # Who can buy more gets more of what is left, but each who follows keeps the least that it needs.
        left_s = until_s - time.monotonic()
        left_s = min(max(left_s * shares[0] / sum(shares), _LEAST_TARGET_S), left_s)
        if left_s < 0.5 * _LEAST_TARGET_S:
            changes.append(Change(one, seen, None, False, "the budget was used up; raise --budget"))
            continue
        target = _as_imported(one.target, seen.module, sources.get(one.target.file, one.target.source))
        try:
            with display(f"{target.file.name}::{target.name}", left_s) as listener:
                answer = optimize_target(
                    target, replace(options, budget_s=left_s), store=store, workload=workload,
                    listeners=[listener] if listener is not None else [],
                    partners=[p for p in known if p.target.file == target.file and p.target.name != target.name],
                    recorded_on=originals[target.file],
                )  # fmt: skip
        except HastenError as error:
            changes.append(Change(one, seen, None, False, str(error)))
            continue
        change = Change(one, seen, answer, False)
        reason = why_not(answer) if answer.evidence.outcome == "faster" else answer.evidence.reason
        reason = reason or _in_the_way(answer)
        if not reason and change.expected < 1.0 + _LEAST_GAIN:
            reason = f"the whole command would gain less than {_LEAST_GAIN:.0%}"
        candidate = answer.evidence.candidate
        if not reason and candidate is not None and isinstance(candidate.payload, SourceEdit):
            text = candidate.payload.source
            if not candidate.payload.files:
                text = formatted(target.file, target.source, text, project=project, python=Path(options.python or ""))
            sources[target.file] = text
            changes.append(replace(change, kept=True, source=text))
        else:
            changes.append(replace(change, reason=reason or "nothing faster was found"))
    return changes, sources, originals


def _in_the_way(answer: Answer) -> str:
    """Why what a variant brings along cannot be written; empty where it can."""
    try:
        brought_files(answer)
    except HastenError as error:
        return str(error)
    return ""


def _as_imported(target: Target, module: str, source: str) -> Target:
    """The target under the module name that the command imported it by, on its present text."""
    parts = module.split(".") if module and module not in ("__main__", "__mp_main__") else []
    if parts and target.file.stem in (parts[-1], "__init__"):
        depth = len(parts) - (0 if target.file.stem == "__init__" else 1)
        place = target.file.parents[depth] if depth < len(target.file.parents) else None
        if place is not None and place.joinpath(*parts[: len(parts) - 1 or None]).exists():
            return replace(target, root=place, module=module).on(source)
    return target.on(source)


def _whole(
    request: ProgramRequest,
    project: Path,
    changes: Sequence[Change],
    sources: Mapping[Path, str],
    options: Options,
    budget_s: float,
    whole_s: float,
    say: Callable[[str], None],
) -> Evidence:
    """Evidence on the whole command with all kept changes."""
    kept = [change for change in changes if change.kept]
    if not kept:
        return Evidence(None, "not_faster", reason=_none_kept(changes))
    limit_s = max(_LEAST_LIMIT_S, 30 * whole_s)
    targets = {
        c.answer.context.target.file: c.answer.context.target for c in kept if c.answer and c.answer.context.target
    }
    places = [CodePlace(file, target.root) for file, target in targets.items()]
    say(f"measuring the whole command with {len(kept)} change{'s' if len(kept) > 1 else ''}")
    try:
        beside: dict[Path, dict[str, bytes]] = {file: {} for file in targets}
        for path, content in _brought(kept).items():
            for file in targets:
                if path.parent == file.parent:
                    beside[file][path.name] = content
        with both_sides(request.program, project, places, sources, beside) as sides:
            reason = difference(sides, limit_s=limit_s)
            if not reason and request.check is not None:
                reason = failing_tests(sides, request.check, limit_s=_TESTS_LIMIT_S)
            if reason:
                return Evidence(None, "inconclusive", reason=reason)
            return measured(sides, seed=options.seed, budget_s=budget_s, limit_s=limit_s)
    except HastenError as error:
        return Evidence(None, "inconclusive", reason=str(error))


def _brought(changes: Sequence[Change]) -> dict[Path, bytes]:
    """Files that the kept changes bring along."""
    found: dict[Path, bytes] = {}
    for change in changes:
        if change.kept and change.answer is not None:
            found.update(brought_files(change.answer))
    return found


def _none_kept(changes: Sequence[Change]) -> str:
    faster = [c for c in changes if c.answer is not None and c.answer.evidence.outcome == "faster"]
    if faster:
        return f"what was found is not used ({faster[0].chosen.target.name}: {faster[0].reason})"
    return "none of the functions that take the time could be made faster"
