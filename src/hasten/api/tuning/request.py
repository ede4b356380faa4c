"""What a tuning request asks for, checked at the door."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hasten.api.options import duration_s
from hasten.core.command_target import CommandTarget
from hasten.core.space import Values
from hasten.errors import InvalidArgument
from hasten.proposers.settings.sampler import SAMPLERS

#: Samplers besides Optuna's; ``gp`` needs scikit-learn, the others no library.
OWN_SAMPLERS = ("gp", "random", "evolution")
#: Enough for a search that only time ends.
UNBOUNDED = 1_000_000
_UNBOUNDED_S = 86_400.0
_TRIALS = re.compile(r"\s*(\d+)\s*(?:t|trial|trials)\s*\Z")


@dataclass(frozen=True)
class TuneOptions:
    """Settings of one tuning request.

    Attributes:
        budget_s: Wall seconds, > 0.
        trials: Most settings that are tried, > 0.
        seed: Seed of everything random.
        sampler: One of Optuna's samplers, ``evolution``, ``random``, or ``auto``: the best that is installed.
        baseline: Whether a random search runs beside the sampler, one point each in turn.
        given: Points that are tried first, by who gave them.
        warm: Points with their gain on similar targets; the sampler starts from them without running them.
        proposer: Command of an outside proposer of points, or empty.
        given_only: Try nothing else than the given points.
        jobs: Settings that are built and checked at once; more than 1 only where every objective is a size.
        environ: The user's environment.
        command: The command as typed, for the report.
    """

    budget_s: float = 60.0
    trials: int = UNBOUNDED
    seed: int = 0
    sampler: str = "auto"
    baseline: bool = True
    given: Mapping[str, Sequence[Values]] = field(default_factory=dict)
    warm: Sequence[tuple[Values, float]] = ()
    given_only: bool = False
    proposer: str = ""
    jobs: int = 1
    environ: Mapping[str, str] = field(default_factory=dict)
    command: str = ""

    def __post_init__(self) -> None:
        if not self.budget_s > 0:
            raise InvalidArgument(f"--budget must be above 0 s but got {self.budget_s:g}; the default is 60s")
        if self.trials < 1:
            raise InvalidArgument(f"--budget must allow at least 1 trial but got {self.trials}")
        if self.jobs < 1:
            raise InvalidArgument(f"--jobs must be at least 1 but got {self.jobs}")
        known = ("auto", *SAMPLERS, *OWN_SAMPLERS)
        if self.sampler not in known:
            raise InvalidArgument(f"--sampler {self.sampler}: unknown; choose from {', '.join(known)}")

    @classmethod
    def of_settings(cls, kept: Mapping[str, Any], *, environ: Mapping[str, str]) -> TuneOptions:
        """The options of a stored run."""
        return cls(
            budget_s=float(kept.get("budget_s", 60.0)), trials=int(kept.get("trials", UNBOUNDED)),
            seed=int(kept.get("seed", 0)), sampler=str(kept.get("sampler", "auto")),
            baseline=bool(kept.get("baseline", True)), given=kept.get("given", {}), warm=kept.get("warm", ()),
            given_only=bool(kept.get("given_only", False)), proposer=str(kept.get("proposer") or ""),
            jobs=int(kept.get("jobs", 1)), environ=environ, command=str(kept.get("command", "")),
        )  # fmt: skip


def require_undisturbed(target: CommandTarget, options: TuneOptions) -> None:
    """Settings may run side by side only where no figure depends on what else the machine does.

    Raises:
        InvalidArgument: They may not here.
    """
    if options.jobs == 1:
        return
    noisy = [g for g in (*target.goals, *target.guards) if not g.exact]
    if noisy:
        raise InvalidArgument(
            f"--jobs {options.jobs}: settings that run side by side disturb each other, and {noisy[0].name!r} "
            f"({noisy[0].kind}) would show it; use --jobs with objectives and guards of size only"
        )
    if target.setup or target.teardown:
        raise InvalidArgument(f"--jobs {options.jobs}: setup and teardown serve one run at a time; leave out --jobs")
    if options.proposer:
        raise InvalidArgument(f"--jobs {options.jobs}: an outside proposer hears each fate in turn; leave out --jobs")


def budget_of(text: str) -> tuple[float, int]:
    """Seconds and trials of ``60s``, ``2m``, ``100trials``, ``5m,100trials``.

    Raises:
        InvalidArgument: It is no budget.
    """
    seconds: float | None = None
    trials: int | None = None
    for part in text.split(","):
        found = _TRIALS.match(part)
        if found is not None:
            trials = int(found[1])
        else:
            seconds = duration_s(part.strip())
    return (
        _UNBOUNDED_S if seconds is None else seconds,
        UNBOUNDED if trials is None else trials,
    )
