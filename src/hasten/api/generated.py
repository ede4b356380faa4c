"""A workload where none was given: doctests and typical calls, grown until they cost enough to be measured."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from hasten.api.options import Options
from hasten.api.setup import Setup
from hasten.core import Workload
from hasten.core.workload import CallTree
from hasten.errors import InputsError
from hasten.inputs.doctests import doctest_calls
from hasten.inputs.learn import learned_signature
from hasten.inputs.workloads import build, generated_calls

#: A generated call that takes longer than this tells nothing that a shorter one does not.
_LIMIT_S = 1.0
_ENOUGH_S = 0.01


def generated_workload(setup: Setup, options: Options) -> Workload:
    """Calls made from the signature, the doctests and the code itself.

    Raises:
        InputsError: Nothing that could be made is accepted by the function.
    """
    signature = learned_signature(setup.description, setup.target.source, setup.target.name)
    known = doctest_calls(setup.target.source, setup.target.name)

    def cost_s(call: CallTree) -> float | None:
        found: Mapping[str, Any] = setup.runner.observe(setup.target.source, [call], cpu_limit_s=_LIMIT_S)[0]
        return float(found["cpu_s"]) if found["out"] == "returns" else None

    rng = random.Random(f"{options.seed}/workload")
    made = generated_calls(signature, cost_s, rng, known=known, enough_s=_ENOUGH_S)
    if not made:
        raise InputsError(
            f"no inputs could be made that {setup.target.name} accepts; give some with --inputs FILE::NAME, "
            "or tests that call it with --tests"
        )
    origin = "generated from doctests and the signature" if known else "generated from the signature and the code"
    return build([one.call for one in made], origin, kind="generated")
