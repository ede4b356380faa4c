"""Points from any command: the protocol of ``proposers.outside``, with points of a space in place of sources.

An ask holds the space in place of the source: ``{"ask": {"number": ..., "seed": ..., "target": {"name": ...,
"commands": ...}, "space": [{"name": "level", "type": "Choice", "options": [...], ...}], "defaults": {...},
"objectives": [...], "elites": [{"values": {...}, "ratio": ...}], "budget": {...}}}``. A candidate is
``{"candidate": {"id": ..., "values": {"level": "-O3"}}}``; knobs that it leaves out stand at their defaults. Values are
all that is taken from the command, each checked against the space, so nothing of it is ever run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hasten.core import Archive, Budget, Candidate, Facts, Point, Target
from hasten.core.command_target import CommandTarget
from hasten.core.space import Float, Knob
from hasten.errors import InvalidArgument
from hasten.proposers.outside import OutsideProposer

#: Best settings shown with an ask.
_MOST_SHOWN = 5


class OutsidePoints(OutsideProposer):
    """Asks a command for points.

    Args:
        command: The command as a shell would read it; it is started without a shell.
        tuned: What is tuned.

    Raises:
        InvalidArgument: The command is empty, or cannot be started.
    """

    def __init__(self, command: str, tuned: CommandTarget) -> None:
        super().__init__(command)
        self.tuned = tuned

    def asked(self, target: Target, facts: Facts, archive: Archive, budget: Budget, *, seed: int) -> dict[str, Any]:
        """The space, the objectives and the best so far."""
        space = self.tuned.space
        elites = [
            {"values": dict(e.candidate.payload.values), "ratio": e.race.ratio if e.race is not None else None}
            for e in list(archive.elites())[:_MOST_SHOWN]
            if e.candidate is not None and isinstance(e.candidate.payload, Point)
        ]
        return {
            "number": self._asks, "seed": seed,
            "target": {"name": target.name, "commands": self.tuned.shown(space.default())},
            "space": [_described(knob) for knob in space.knobs], "defaults": dict(space.default()),
            "objectives": [{"name": g.name, "direction": g.direction, "unit": g.unit} for g in self.tuned.goals],
            "elites": elites, "budget": {"seconds": budget.seconds, "evaluations": budget.evaluations},
        }  # fmt: skip

    def read(self, said: Mapping[str, Any], target: Target) -> Candidate | str:
        """A point of the space, or what is wrong with it."""
        given = said.get("values")
        if not isinstance(given, Mapping):
            return "a candidate needs 'values', an object of knobs and their values"
        space, values = self.tuned.space, {}
        kinds = {knob.name: knob for knob in space.knobs}
        for name, value in given.items():
            values[str(name)] = tuple(value) if isinstance(value, list) else value
            if isinstance(kinds.get(str(name)), Float) and type(value) is int:
                values[str(name)] = float(value)
        try:
            point = Point(space.checked(values), space.default())
        except (InvalidArgument, TypeError) as error:
            return str(error)
        return Candidate(point, self.name, rationale=str(said.get("rationale") or "")[:1000])


def _described(knob: Knob) -> dict[str, Any]:
    fields = {name: value for name, value in vars(knob).items() if name not in ("group", "default")}
    return {**fields, "when": dict(knob.when), "type": type(knob).__name__, "default": knob.start}
