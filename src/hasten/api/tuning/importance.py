"""Which knobs mattered: PED-ANOVA on the raced settings of one run, by Optuna."""

from __future__ import annotations

import importlib.util
import math
import warnings
from collections.abc import Sequence

from hasten.core import Evidence, Point
from hasten.core.space import Space, Value

#: Fewer raced settings say nothing about single knobs.
_FEWEST = 10


def importance(space: Space, fates: Sequence[Evidence]) -> dict[str, float]:
    """Share of each knob in what parts the better settings from the rest, 0 to 1, largest first; they sum up to 1.

    Knobs that exist only under a condition are left out. Empty where too little was raced, nothing differed, or Optuna
    is not installed.

    Source:
        Watanabe, Bansal and Hutter, "PED-ANOVA: Efficiently Quantifying Hyperparameter Importance in Arbitrary
        Subspaces", IJCAI 2023, as Optuna implements it.
    """
    raced = [
        (e.candidate.payload.values, e.race.ratio)
        for e in fates
        if e.candidate is not None and isinstance(e.candidate.payload, Point)
        and e.race is not None and e.race.ratio is not None and e.race.ratio > 0
    ]  # fmt: skip
    if len(raced) < _FEWEST or len({ratio for _, ratio in raced}) < 3 or importlib.util.find_spec("optuna") is None:
        return {}
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    knobs = [k for k in space.knobs if not k.when and k.count != 1]
    kinds: dict[str, optuna.distributions.BaseDistribution] = {
        k.name: optuna.distributions.CategoricalDistribution(
            sorted({_text(values[k.name]) for values, _ in raced} | {_text(k.start)})
        )
        for k in knobs
    }
    study = optuna.create_study(direction="minimize")
    for values, ratio in raced:
        params = {k.name: _text(values[k.name]) for k in knobs}
        study.add_trial(optuna.trial.create_trial(params=params, distributions=kinds, value=-math.log(ratio)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        evaluator = optuna.importance.PedAnovaImportanceEvaluator(target_quantile=0.25)
        try:
            found = evaluator.evaluate(study)
        except (ValueError, RuntimeError):
            return {}
    total = sum(found.values())
    return {n: v / total for n, v in sorted(found.items(), key=lambda i: -i[1])} if total > 0 else {}


def _text(value: Value) -> str:
    return repr(value)
