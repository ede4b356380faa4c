"""Which functions of a profiled command are worth an attempt, and why the others are left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hasten.api.targets import import_place, read_source
from hasten.code.locate import NotLocated, locate
from hasten.core import Target
from hasten.errors import TargetError
from hasten.profile import HotFunction, Profile
from hasten.profile.hot import MODULE
from hasten.run.interpreter import Interpreter

#: Functions tried at most; the rest of the budget is better spent on these.
MOST_TARGETS = 8
#: Functions tried for what they take with their callees, the least multiple of the share that they then take, and the
#: part of it that must be their own: who only calls others has nothing to change.
_MOST_BY_TOTAL, _TOTAL_FACTOR, _LEAST_OWN = 2, 2.0, 0.2


@dataclass(frozen=True)
class Chosen:
    """A function that will be tried."""

    hot: HotFunction
    target: Target


@dataclass(frozen=True)
class LeftAlone:
    """A function above the least share that will not be tried."""

    hot: HotFunction
    reason: str


def chosen_targets(
    profile: Profile, interpreter: Interpreter, *, min_share: float, below: Sequence[Path] = (), tests: bool = False
) -> tuple[list[Chosen], list[LeftAlone]]:
    """The functions whose own time is at least ``min_share`` of the command's work, dearest first.

    Starting up and imports are no part of the work. Where no function reaches the share by its own time, those come in
    that spend most together with what they call: the cost may lie between a function and its helpers.

    Args:
        profile: Where the time goes.
        interpreter: That of the command; its standard library is left alone.
        min_share: Least share, 0 to 1.
        below: Only functions of files in these folders, or of these files; empty: of all.
        tests: The command runs tests, whose own functions are no targets.
    """
    chosen: list[Chosen] = []
    left: list[LeftAlone] = []
    named = [hot for hot in profile.functions if hot.name != MODULE]
    for hot in named:
        if profile.share_of_work(hot) < min_share:
            continue
        found = _why_not(hot, interpreter, below, tests) or _target(hot)
        if not isinstance(found, Target):
            left.append(LeftAlone(hot, found))
        elif len(chosen) < MOST_TARGETS:
            chosen.append(Chosen(hot, found))
        else:
            left.append(LeftAlone(hot, f"{MOST_TARGETS} dearer functions come first"))
    if chosen:
        return chosen, left
    for hot in sorted(named, key=lambda hot: -hot.total_s):
        whole = hot.total_s / profile.work_s
        own_enough = profile.share_of_work(hot) >= _LEAST_OWN * min_share
        if len(chosen) == _MOST_BY_TOTAL or whole < _TOTAL_FACTOR * min_share:
            break
        found = _why_not(hot, interpreter, below, tests) or _target(hot)
        if own_enough and isinstance(found, Target):
            chosen.append(Chosen(hot, found))
    return chosen, left


def _target(hot: HotFunction) -> Target | str:
    file = Path(hot.file)
    try:
        source = read_source(file)
    except TargetError as error:
        return str(error)
    found = locate(source, hot.name, file=file.name)
    if isinstance(found, NotLocated):
        return "it is no function that is defined with def"
    root, module = import_place(file)
    return Target(found.name, file, module, root, source, found.kind)


def _why_not(hot: HotFunction, interpreter: Interpreter, below: Sequence[Path], tests: bool) -> str:
    file = Path(hot.file)
    if not file.is_absolute() or not file.is_file():
        return "it has no source file"
    parts = file.parts
    installed = bool({"site-packages", "dist-packages"} & set(parts))
    if not installed and any(_is_library(Path(p)) and Path(p) in file.parents for p in interpreter.paths):
        return "it is part of the standard library"
    if below and not any(place == file or place in file.parents for place in below):
        return "it lies outside of what was named"
    test_file = file.name == "conftest.py" or file.name.startswith("test_") or file.stem.endswith("_test")
    if tests and not installed and test_file:
        return "it is part of the tests"
    if tests and installed and {"_pytest", "pluggy", "pytest"} & set(parts):
        return "it is part of the test runner"
    return ""


def _is_library(path: Path) -> bool:
    return path.name.startswith("python3") and (path / "os.py").exists()
