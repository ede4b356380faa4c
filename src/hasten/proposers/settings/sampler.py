"""Optuna's samplers behind one ask/tell adapter.

What the sampler minimises is the log of new over old. A point that failed, gave another result or was stopped at the
limit is told as pruned: known to be bad, without a number.
"""

from __future__ import annotations

import importlib.util
import math
import random
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hasten.core import Archive, Budget, Candidate, Evidence, Facts, Point, Target
from hasten.core.space import Choice, Flag, Float, Int, Knob, Names, Space, Value, Values
from hasten.errors import EnvironmentProblem
from hasten.proposers.settings.points import MOST_REPEATS, gain, neighbours

SAMPLERS = ("tpe", "cma-es", "nsga2")


def available(sampler: str) -> str:
    """What must be installed before a sampler can be used, or empty."""
    needed = ("optuna", "cmaes") if sampler == "cma-es" else ("optuna",)
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    return " ".join(missing)


class OptunaProposer:
    """One of Optuna's samplers.

    Args:
        space: Where it searches.
        sampler: ``tpe``, ``cma-es`` or ``nsga2``.
        goals: Names of the objectives; several only with ``tpe`` and ``nsga2``.
        warm: Points with their gains on similar targets, as a start; they are not run.

    Raises:
        EnvironmentProblem: What the sampler needs is not installed.
    """

    def __init__(
        self, space: Space, sampler: str = "tpe", *, goals: Sequence[str] = ("time",),
        warm: Sequence[tuple[Values, float]] = (),
    ) -> None:  # fmt: skip
        if missing := available(sampler):
            raise EnvironmentProblem(
                f"the sampler {sampler} needs {missing}; install with: pip install {missing}, or use --sampler random"
            )
        self.space, self.sampler, self.goals, self.warm = space, sampler, tuple(goals), tuple(warm)
        self.name = sampler
        self._told: dict[str, tuple[float, ...] | None] = {}

    def propose(
        self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
    ) -> Iterator[Candidate]:
        """Points as the sampler asks for them, until it repeats itself."""
        import optuna

        optuna.logging.set_verbosity(optuna.logging.WARNING)
        study = optuna.create_study(
            directions=["minimize"] * len(self.goals), sampler=self._sampler(optuna, rng.randrange(1 << 31))
        )
        base = self.space.default()
        start = Candidate(Point(base, base), "defaults").key
        self._told[start] = (0.0,) * len(self.goals)
        for values, ratio in [(base, 1.0), *self.warm]:
            self._add(optuna, study, values, (-math.log(ratio),) * len(self.goals))
        asked = {start}
        # Proposed and not judged yet: where settings are built side by side, the next one is asked for before the fate
        # of the last is known.
        near: dict[str, Values] = {}
        waiting: dict[str, Any] = {}
        for values in neighbours(self.space, rng):
            candidate = Candidate(Point(values, base), self.name)
            asked.add(candidate.key)
            near[candidate.key] = values
            yield candidate
        repeats = 0
        while repeats < MOST_REPEATS:
            for key in [k for k in near if k in self._told]:
                values = near.pop(key)
                if (known := self._told[key]) is not None:
                    self._add(optuna, study, values, known)
            trial = study.ask()
            values = self._suggested(trial)
            candidate = Candidate(Point(values, base), self.name)
            repeats = repeats + 1 if candidate.key in asked else 0
            asked.add(candidate.key)
            if candidate.key in waiting:
                study.tell(trial, state=optuna.trial.TrialState.PRUNED)
                continue
            waiting[candidate.key] = trial
            if candidate.key not in self._told:
                yield candidate
            for key in [k for k in waiting if k in self._told]:
                known = self._told[key]
                if known is None:
                    study.tell(waiting.pop(key), state=optuna.trial.TrialState.PRUNED)
                else:
                    study.tell(waiting.pop(key), list(known))

    def tell(self, evidence: Evidence) -> None:
        """Remember the fate of a point; the sampler is told when the search asks for the next one."""
        if evidence.candidate is None:
            return
        ratio = gain(evidence)
        if ratio is None or ratio <= 0:
            self._told[evidence.candidate.key] = None
            return
        figures = evidence.race.figures if evidence.race is not None else {}
        ratios = [figures.get(name, ratio) for name in self.goals]
        self._told[evidence.candidate.key] = tuple(-math.log(r) for r in ratios)

    def _sampler(self, optuna: Any, seed: int) -> Any:
        with warnings.catch_warnings():
            # "Experimental" is a word about Optuna's own interfaces, not about the user's request.
            warnings.simplefilter("ignore")
            if self.sampler == "cma-es":
                return optuna.samplers.CmaEsSampler(seed=seed, n_startup_trials=1, warn_independent_sampling=False)
            if self.sampler == "nsga2":
                return optuna.samplers.NSGAIISampler(seed=seed, population_size=12)
            return optuna.samplers.TPESampler(
                seed=seed, multivariate=True, group=True, n_startup_trials=1, warn_independent_sampling=False
            )

    def _suggested(self, trial: Any) -> Values:
        """A point from a trial, knob by knob, so that conditions hold."""
        values: dict[str, Value] = {}
        for knob in self.space.knobs:
            if self.space.active(knob, values):
                values[knob.name] = _suggestion(trial, knob)
        return values

    def _add(self, optuna: Any, study: Any, values: Values, told: Sequence[float]) -> None:
        """A point that is known without being run here."""
        params: dict[str, Any] = {}
        kinds: dict[str, Any] = {}
        for name, value in values.items():
            for key, part, kind in _parts(optuna, self.space[name], value):
                params[key], kinds[key] = part, kind
        study.add_trial(optuna.trial.create_trial(
            params=params, distributions=kinds, values=list(told)
        ))  # fmt: skip


def _suggestion(trial: Any, knob: Knob) -> Value:
    if isinstance(knob, Choice):
        options = {str(i): option for i, option in enumerate(knob.options)}
        return options[trial.suggest_categorical(knob.name, list(options))]
    if isinstance(knob, Flag):
        return bool(trial.suggest_categorical(knob.name, [False, True]))
    if isinstance(knob, Int):
        return int(trial.suggest_int(knob.name, knob.low, knob.high, step=knob.step, log=knob.log))
    if isinstance(knob, Float):
        found = float(trial.suggest_float(knob.name, knob.low, knob.high, log=knob.log))
        return min(knob.high, max(knob.low, float(f"{found:.6g}")))
    assert isinstance(knob, Names)
    length = int(trial.suggest_int(f"{knob.name}.length", knob.least, knob.most))
    found_names: list[str] = []
    for place in range(length):
        name = str(trial.suggest_categorical(f"{knob.name}.{place}", list(knob.names)))
        if knob.repeats or name not in found_names:
            found_names.append(name)
    spare = [n for n in knob.names if n not in found_names]
    while len(found_names) < knob.least and spare:
        found_names.append(spare.pop(0))
    return tuple(found_names)


def _parts(optuna: Any, knob: Knob, value: Value) -> Iterator[tuple[str, Any, Any]]:
    """The parameters of one value with their distributions, as ``_suggestion`` would have asked for them."""
    kinds: Mapping[str, Any] = vars(optuna.distributions)
    if isinstance(knob, Choice):
        options = [str(i) for i in range(len(knob.options))]
        chosen = next(i for i, o in enumerate(knob.options) if type(o) is type(value) and o == value)
        yield knob.name, str(chosen), kinds["CategoricalDistribution"](options)
    elif isinstance(knob, Flag):
        yield knob.name, bool(value), kinds["CategoricalDistribution"]([False, True])
    elif isinstance(knob, Int):
        yield knob.name, value, kinds["IntDistribution"](knob.low, knob.high, log=knob.log, step=knob.step)
    elif isinstance(knob, Float):
        yield knob.name, value, kinds["FloatDistribution"](knob.low, knob.high, log=knob.log)
    elif isinstance(knob, Names) and isinstance(value, tuple):
        yield f"{knob.name}.length", len(value), kinds["IntDistribution"](knob.least, knob.most)
        for place, name in enumerate(value):
            yield f"{knob.name}.{place}", name, kinds["CategoricalDistribution"](list(knob.names))
