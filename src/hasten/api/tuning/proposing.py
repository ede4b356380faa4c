"""Who proposes settings for a request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hasten.api.tuning.request import TuneOptions
from hasten.core import Proposer
from hasten.core.command_target import CommandTarget
from hasten.proposers.settings import Evolution, PointsProposer, RandomPoints
from hasten.proposers.settings.gaussian import GaussianProcessProposer
from hasten.proposers.settings.outside import OutsidePoints
from hasten.proposers.settings.sampler import OptunaProposer, available


@contextmanager
def proposing(target: CommandTarget, options: TuneOptions) -> Iterator[list[Proposer]]:
    """The proposers of a request; an outside one comes first, since the user asked for it by name.

    Raises:
        InvalidArgument: The outside command does not start.
        EnvironmentProblem: What a sampler needs is not installed.
    """
    usual = proposers_of(target, options)
    if not options.proposer:
        yield usual
        return
    with OutsidePoints(options.proposer, target) as outside:
        yield [outside, *usual]


def proposers_of(target: CommandTarget, options: TuneOptions) -> list[Proposer]:
    """Given points, then the sampler and the random baseline in turn."""
    found: list[Proposer] = [PointsProposer(name, target.space, points) for name, points in options.given.items()]
    if options.given_only:
        return found
    sampler = options.sampler
    if sampler == "auto":
        several = len(target.goals) > 1
        sampler = "evolution" if available("tpe") else "nsga2" if several else "tpe"
    if sampler == "evolution":
        found.append(Evolution(target.space))
    elif sampler == "gp":
        found.append(GaussianProcessProposer(target.space, warm=options.warm))
    elif sampler != "random":
        several_goals = [g.name for g in target.goals] if sampler in ("tpe", "nsga2") else [target.goals[0].name]
        found.append(OptunaProposer(target.space, sampler, goals=several_goals, warm=options.warm))
    if options.baseline or sampler == "random":
        found.append(RandomPoints(target.space))
    return found
