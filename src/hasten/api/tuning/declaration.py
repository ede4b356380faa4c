"""What a space file declares: commands, settings, objectives; checked key by key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hasten.api.tuning.knob_tables import condition_of, space_of
from hasten.core.command_target import COMPARISONS, GOAL_KINDS, CommandTarget, Goal, Step
from hasten.errors import InvalidArgument

_TEXTS = ("name", "run", "prepare", "setup", "teardown", "check", "compare", "space")
_LISTS = ("files", "workloads", "claim_workloads", "outputs")
_OTHER = ("build", "accept", "tolerance", "limit_s", "build_limit_s", "env", "config", "objective", "guard", "knobs")
_GOAL_TEXTS = ("name", "kind", "direction", "unit", "clock", "file", "section", "pattern")
_GOAL_NUMBERS = ("most", "least", "most_ratio")
_UNITS = {"time": "s", "memory": "B", "size": "B", "number": ""}


def declared(file: Path) -> CommandTarget:
    """The target that a TOML file declares.

    Raises:
        InvalidArgument: The file cannot be read, or something in it is not as it must be.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidArgument(f"{file} cannot be read ({error}); give a space file in TOML") from error
    return declared_in(text, file=file)


def declared_in(text: str, *, file: Path) -> CommandTarget:
    """The same from text; relative paths are meant from the file's folder.

    Raises:
        InvalidArgument: The text is no declaration.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidArgument(f"{file} does not parse ({error}); correct it and try again") from error
    for key in tables:
        if key not in (*_TEXTS, *_LISTS, *_OTHER):
            raise InvalidArgument(
                f"{file} has an unknown key {key!r}; known are {', '.join(sorted((*_TEXTS, *_LISTS, *_OTHER)))}"
            )
    where = str(file)
    knobs = tables.get("knobs", {})
    if "space" in tables and isinstance(knobs, Mapping):
        knobs = {**curated_knobs(str(tables["space"])), **knobs}
    fields: dict[str, Any] = {k: _typed(tables, k, str, where) for k in _TEXTS if k in tables and k != "space"}
    fields |= {k: _texts(tables, k, where) for k in _LISTS if k in tables}
    fields |= {k: _table_of_texts(tables, k, where) for k in ("env", "config") if k in tables}
    for key in ("tolerance", "limit_s", "build_limit_s"):
        if key in tables:
            fields[key] = _number(tables, key, where)
    if "accept" in tables:
        codes = tables["accept"]
        if not isinstance(codes, list) or not all(isinstance(c, int) and not isinstance(c, bool) for c in codes):
            raise InvalidArgument(f"{where}: accept must be a list of exit codes but is {codes!r}")
        fields["accept"] = tuple(codes)
    if fields.get("compare", "bytes") not in COMPARISONS:
        raise InvalidArgument(f"{where}: compare is {fields['compare']!r}; choose from {', '.join(COMPARISONS)}")
    if fields.get("tolerance", 0.0) < 0:
        raise InvalidArgument(f"{where}: tolerance must be at least 0 but is {fields['tolerance']:g}")
    fields.setdefault("name", file.stem)
    fields.setdefault("run", "")
    return CommandTarget(
        **fields, space=space_of(knobs, where=where), build=_steps(tables.get("build", []), where),
        goals=_goals(tables.get("objective", []), "objective", where) or (Goal("time"),),
        guards=_goals(tables.get("guard", []), "guard", where), folder=file.absolute().parent, file=file.absolute(),
    )  # fmt: skip


def curated_knobs(name: str) -> dict[str, Any]:
    """Knobs of a space that hasten brings: ``gcc``, ``clang``.

    Raises:
        InvalidArgument: There is none of this name.
    """
    folder = Path(__file__).parent / "spaces"
    known = sorted(p.stem for p in folder.glob("*.toml"))
    if name not in known:
        raise InvalidArgument(f"there is no curated space {name!r}; choose from {', '.join(known)}")
    found: dict[str, Any] = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))["knobs"]
    return found


def goal_of(text: str) -> Goal:
    """An objective on the command line.

    It is ``time``, ``memory``, ``size:FILE``, ``size:FILE:.text``, ``number:PATTERN`` or ``number:PATTERN:higher``.

    Raises:
        InvalidArgument: It is none of these.
    """
    kind, _, rest = text.partition(":")
    if kind in ("time", "memory") and not rest:
        return Goal(kind, kind=kind, unit=_UNITS[kind])
    if kind == "size" and rest:
        file, _, section = rest.partition(":")
        return Goal("size", kind="size", unit="B", file=file, section=section)
    if kind == "number" and rest:
        direction = "higher" if rest.endswith(":higher") else "lower"
        pattern = rest.removesuffix(":higher").removesuffix(":lower")
        goal = Goal("number", kind="number", unit="", direction=direction, pattern=pattern)
        return _goal_checked(goal, "--objective")
    raise InvalidArgument(
        f"--objective {text!r} is unknown; write time, memory, size:FILE, size:FILE:.text or number:PATTERN[:higher]"
    )


def _goals(tables: Any, word: str, where: str) -> tuple[Goal, ...]:
    tables = [tables] if isinstance(tables, Mapping) else tables
    if not isinstance(tables, list) or not all(isinstance(t, Mapping) for t in tables):
        raise InvalidArgument(f"{where}: {word} must be a table or an array of tables")
    found = [_goal(table, word, where) for table in tables]
    names = [g.name for g in found]
    for name in names:
        if names.count(name) > 1:
            raise InvalidArgument(f"{where}: two {word}s are called {name!r}; give each a name of its own")
    return tuple(found)


def _goal(table: Mapping[str, Any], word: str, where: str) -> Goal:
    limits = _GOAL_NUMBERS if word == "guard" else ()
    for key in table:
        if key not in (*_GOAL_TEXTS, *limits):
            raise InvalidArgument(
                f"{where}: {word} has an unknown key {key!r}; known are {', '.join((*_GOAL_TEXTS, *limits))}"
            )
    texts = {k: _typed(table, k, str, f"{where}: {word}") for k in _GOAL_TEXTS if k in table}
    kind = texts.get("kind", texts.get("name", "time"))
    if kind not in GOAL_KINDS:
        raise InvalidArgument(f"{where}: {word} kind {kind!r} is unknown; choose from {', '.join(GOAL_KINDS)}")
    fields: dict[str, Any] = {"name": kind, "unit": _UNITS[kind], **texts, "kind": kind}
    fields |= {k: _number(table, k, f"{where}: {word}") for k in limits if k in table}
    goal = Goal(**fields)
    if word == "guard" and goal.most is goal.least is goal.most_ratio is None:
        raise InvalidArgument(f"{where}: the guard {goal.name!r} has no limit; give most, least or most_ratio")
    return _goal_checked(goal, f"{where}: {word}")


def _goal_checked(goal: Goal, where: str) -> Goal:
    if goal.direction not in ("lower", "higher"):
        raise InvalidArgument(f"{where} {goal.name!r}: direction is {goal.direction!r}; choose lower or higher")
    if goal.clock not in ("auto", "cpu", "wall"):
        raise InvalidArgument(f"{where} {goal.name!r}: clock is {goal.clock!r}; choose auto, cpu or wall")
    if goal.kind == "size" and not goal.file:
        raise InvalidArgument(f"{where} {goal.name!r}: size needs file = \"NAME\"")
    if goal.kind == "number":
        try:
            groups = re.compile(goal.pattern).groups
        except re.error as error:
            raise InvalidArgument(f"{where} {goal.name!r}: the pattern does not parse ({error})") from error
        if not goal.pattern or groups < 1:
            raise InvalidArgument(f"{where} {goal.name!r}: number needs a pattern with a group, as 'took ([0-9.]+)'")
    return goal


def _steps(given: Any, where: str) -> tuple[Step, ...]:
    items = given if isinstance(given, list) else [given]
    steps = []
    for item in items:
        if isinstance(item, str):
            steps.append(Step(item))
        elif isinstance(item, Mapping) and isinstance(item.get("command"), str) and set(item) <= {"command", "when"}:
            steps.append(Step(item["command"], condition_of(item.get("when", {}), place=f"{where}: build")))
        else:
            raise InvalidArgument(f"{where}: build must be text, or tables with command and when, but is {item!r}")
    return tuple(steps)


def _typed(table: Mapping[str, Any], key: str, kind: type, where: str) -> Any:
    if not isinstance(table[key], kind):
        raise InvalidArgument(f"{where}: {key} must be text but is {table[key]!r}")
    return table[key]


def _number(table: Mapping[str, Any], key: str, where: str) -> float:
    value = table[key]
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise InvalidArgument(f"{where}: {key} must be a number but is {value!r}")
    return float(value)


def _texts(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = table[key]
    if not isinstance(value, list) or not all(isinstance(v, (str, int, float)) for v in value):
        raise InvalidArgument(f"{where}: {key} must be a list of texts but is {value!r}")
    return tuple(str(v) for v in value)


def _table_of_texts(table: Mapping[str, Any], key: str, where: str) -> dict[str, str]:
    value = table[key]
    if not isinstance(value, Mapping) or not all(isinstance(v, (str, int, float)) for v in value.values()):
        raise InvalidArgument(f"{where}: {key} must be a table of texts but is {value!r}")
    return {str(k): str(v) for k, v in value.items()}
