"""A target whose variants are settings: commands with placeholders, the space that fills them, what is made better."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hasten.core.space import Space, Value, Values
from hasten.core.target import Target
from hasten.errors import InvalidArgument

#: Placeholders that hasten fills itself: the workload and the seed of a run, the candidate's working folder, and the
#: folder that ``prepare`` filled and all candidates share.
OWN_NAMES = ("workload", "seed", "folder", "shared")

GOAL_KINDS = ("time", "memory", "size", "number")
COMPARISONS = ("bytes", "numbers", "files", "nothing")

# A name in braces; doubled braces are literal, and ${NAME} belongs to the shell.
_PLACE = re.compile(r"\{\{|\}\}|(?<!\$)\{([A-Za-z_][A-Za-z0-9_]*)\}")


@dataclass(frozen=True)
class Goal:
    """A figure of one run: made better as an objective, or kept within limits as a guard.

    Attributes:
        name: What it is called.
        kind: ``time``; ``memory`` (peak resident bytes); ``size`` (bytes of a file, or of one of its sections);
            ``number`` (the last match of ``pattern`` in what the command prints).
        direction: ``lower`` or ``higher`` is better.
        unit: Unit of the figure.
        clock: Of ``time``: ``cpu``, ``wall``, or ``auto`` (wall where the command waits or computes in parallel).
        file: Of ``size``: the file, relative to the working folder.
        section: Of ``size``: a section of the file (``.text``), empty for the whole.
        pattern: Of ``number``: a regular expression with one group.
        most: As a guard: largest figure allowed.
        least: As a guard: smallest figure allowed.
        most_ratio: As a guard: largest figure allowed, as a multiple of that at the defaults.
    """

    name: str
    kind: str = "time"
    direction: str = "lower"
    unit: str = "s"
    clock: str = "auto"
    file: str = ""
    section: str = ""
    pattern: str = ""
    most: float | None = None
    least: float | None = None
    most_ratio: float | None = None

    @property
    def exact(self) -> bool:
        """Whether the figure is counted, so that one run says it all."""
        return self.kind == "size"


@dataclass(frozen=True)
class Step:
    """One build command, run only where its condition holds."""

    command: str
    when: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Rendered:
    """The commands of one setting; ``{workload}`` and ``{seed}`` are still to be filled in ``run``."""

    build: tuple[str, ...]
    run: str
    setup: str
    teardown: str
    env: Mapping[str, str]
    config: Mapping[str, str]


@dataclass(frozen=True)
class CommandTarget:
    """Commands to be tuned.

    Attributes:
        name: What it is called.
        space: The settings.
        run: The command that is measured; the shell runs it.
        build: Commands that come before it once a setting, not measured.
        prepare: Command that runs once for all settings, in the shared folder.
        setup: Command before every run, not measured (it may start a server).
        teardown: Command after every run.
        env: Environment variables, values are templates.
        config: Files to write into the working folder before the build, contents are templates.
        folder: Where the user's files are; every setting gets a copy.
        files: Patterns of the files to copy; empty: all of them.
        workloads: Values of ``{workload}`` for the search.
        claim_workloads: Values of ``{workload}`` for the final claim; empty: those of the search.
        outputs: Files that the run writes and that count as its output, beside what it prints.
        compare: ``bytes``, ``numbers`` (within ``tolerance``), ``files`` (the outputs by bytes, but not what is
            printed) or ``nothing``.
        tolerance: Largest relative difference of two numbers.
        check: Command that judges the output: it gets ``OLD`` and ``NEW`` (files) in its environment, exit code 0 is
            the same.
        accept: Exit codes that count as success.
        goals: Objectives, the first is the headline.
        guards: Figures that must stay within their limits.
        limit_s: Longest run at the defaults, wall seconds.
        build_limit_s: Longest build, wall seconds.
        waived: Knobs that may change the result, with the name under which the user allowed it: the verdict names it
            where such a knob stands otherwise than by default.
        file: The file of the declaration, or the folder.
    """

    name: str
    space: Space
    run: str
    build: tuple[Step, ...] = ()
    prepare: str = ""
    setup: str = ""
    teardown: str = ""
    env: Mapping[str, str] = field(default_factory=dict)
    config: Mapping[str, str] = field(default_factory=dict)
    folder: Path = Path()
    files: tuple[str, ...] = ()
    workloads: tuple[str, ...] = ()
    claim_workloads: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    compare: str = "bytes"
    tolerance: float = 0.0
    check: str = ""
    accept: tuple[int, ...] = (0,)
    goals: tuple[Goal, ...] = (Goal("time"),)
    guards: tuple[Goal, ...] = ()
    limit_s: float = 120.0
    build_limit_s: float = 300.0
    waived: Mapping[str, str] = field(default_factory=dict)
    file: Path = Path()

    def __post_init__(self) -> None:
        if not self.run.strip():
            raise InvalidArgument('there is no command to measure; give run = "..."')
        used: set[str] = set()
        for where, text in self._templates():
            for name in names_in(text):
                if name not in self._known:
                    raise InvalidArgument(
                        f"{where}: {{{name}}} has no value; declare a knob of this name, or write {{{{{name}}}}} for "
                        f"braces that are meant (it has {', '.join(sorted(self._known - set(OWN_NAMES)))})"
                    )
                used.add(name)
        for name in names_in(self.prepare):
            if name not in ("shared", "folder"):
                raise InvalidArgument(f"prepare: {{{name}}} has no value; there are {{shared}} and {{folder}} only")
        if self.compare == "files" and not self.outputs:
            raise InvalidArgument('compare = "files" needs the files that count, as outputs = ["result.txt"]')
        if "workload" in used and not self.workloads:
            raise InvalidArgument("{workload} has no value; list some under workloads")
        for step in self.build:
            for name in step.when:
                if name not in {k.name for k in self.space.knobs}:
                    raise InvalidArgument(f"a build step depends on {name!r}, which is no knob")
        conditioned = {name for step in self.build for name in step.when}
        conditioned |= {name for knob in self.space.knobs for name in knob.when}
        for knob in self.space.knobs:
            if not {knob.name, knob.group} & used and knob.name not in conditioned:
                raise InvalidArgument(
                    f"knob {knob.name!r} is used by no command; write {{{knob.name}}} where its value belongs"
                )

    @property
    def seeded(self) -> bool:
        """Whether the command takes a seed."""
        return any("seed" in names_in(t) for t in (self.run, self.setup, *self.env.values()))

    def rendered(self, values: Values, *, folder: Path, shared: Path) -> Rendered:
        """The commands of a setting."""
        texts = {**self.space.written(values), "folder": str(folder), "shared": str(shared)}
        keep = {name: f"{{{name}}}" for name in ("workload", "seed")}
        now, later = {**texts, "workload": "", "seed": "0"}, {**texts, **keep}
        return Rendered(
            build=tuple(filled(s.command, now) for s in self.build if _holds(s.when, values)),
            run=filled(self.run, later, keep_braces=True),
            setup=filled(self.setup, later, keep_braces=True),
            teardown=filled(self.teardown, now),
            env={name: filled(text, later, keep_braces=True) for name, text in self.env.items()},
            config={name: filled(text, now) for name, text in self.config.items()},
        )

    def shown(self, values: Values) -> str:
        """The commands of a setting on one line, for people."""
        made = self.rendered(values, folder=Path("."), shared=Path("shared"))
        env = " ".join(f"{name}={text}" for name, text in made.env.items())
        run = filled(made.run, {"workload": "{workload}", "seed": "{seed}"})
        parts = [*made.build, f"{env} {run}".strip()]
        return " && ".join(" ".join(p.split()) for p in parts)

    def target(self) -> Target:
        """The noun that the search, the store and the report know."""
        file = self.file if self.file != Path() else self.folder
        return Target(
            name=self.name, file=file, module="", root=file.parent, source=self.declared(), kind="command",
            language="settings",
        )

    def declared(self) -> str:
        """Everything that says what is tuned, as text: equal for equal requests."""
        return json.dumps(
            {name: _plain(value) for name, value in self.__dict__.items() if name not in ("folder", "file")}, indent=1
        )

    @property
    def _known(self) -> set[str]:
        return {*OWN_NAMES, *(k.name for k in self.space.knobs), *self.space.groups}

    def _templates(self) -> Iterator[tuple[str, str]]:
        yield from (("build", step.command) for step in self.build)
        yield "run", self.run
        yield "setup", self.setup
        yield "teardown", self.teardown
        yield from ((f"env.{name}", text) for name, text in self.env.items())
        yield from ((f"config {name}", text) for name, text in self.config.items())


def names_in(template: str) -> list[str]:
    """Names of the placeholders of a template, in order."""
    return [found[1] for found in _PLACE.finditer(template) if found[1]]


def filled(template: str, texts: Mapping[str, str], *, keep_braces: bool = False) -> str:
    """The template with every placeholder replaced; doubled braces become single ones unless they are kept."""

    def one(found: re.Match[str]) -> str:
        if found[1]:
            return texts[found[1]]
        return found[0] if keep_braces else found[0][0]

    return _PLACE.sub(one, template)


def _holds(when: Mapping[str, tuple[Value, ...]], values: Values) -> bool:
    return all(name in values and values[name] in wanted for name, wanted in when.items())


def _plain(value: object) -> object:
    if hasattr(value, "__dataclass_fields__"):
        return {"": type(value).__name__, **{n: _plain(getattr(value, n)) for n in value.__dataclass_fields__}}
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(v) for v in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
