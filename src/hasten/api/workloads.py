"""Where the inputs of a request come from: given, recorded from tests, or generated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hasten.api.module_state import settled
from hasten.api.options import Options
from hasten.api.setup import (
    Setup,
    call_limit_s,
    described,
    given_inputs,
    recorded_inputs,
    recorded_workload,
    run_original,
    runner_of,
    sandbox_of,
    workload_of,
)
from hasten.core import RecordedCall, Target, Workload
from hasten.errors import HastenError, InputsError, Refused
from hasten.stores.recordings import Recording, read_recording

#: Share of a budget that one pass over a recorded workload may take: a search makes some hundred passes.
_PASS_SHARE = 0.005


def prepared(
    target: Target, options: Options, *, new: Target | None = None, workload: Workload | None = None,
    recorded_on: str = "",
) -> tuple[Setup, str | None]:
    """A setup with a workload that the original has been run on, and the sentence of a refusal or None.

    Args:
        workload: Calls recorded already; what of them cannot be made again is left out.
        recorded_on: Text of the module on which they were recorded, where that is not the target's.

    Raises:
        HastenError: The target does not import or the inputs cannot be used; the sandbox is closed.
    """
    sandbox = sandbox_of(target, options)
    runner = runner_of(target, sandbox, options, new=new)
    runner.recorded_on = recorded_on
    try:
        description = described(runner, target)
        setup = Setup(target, sandbox, runner, description, Workload((), ""))
        if workload is not None:
            setup.workload = replayable(setup, workload, options)
        elif options.inputs is not None:
            calls, origin, remake = given_inputs(runner, target, options)
            setup.workload = workload_of(calls, origin, remake)
        elif options.tests is not None:
            setup.workload = settled(runner, target, recorded_inputs(runner, target, options))
        elif (kept := read_recording(options.state_folder, target)) is not None:
            origin = f"recorded by {kept.origin} on {kept.when[:10]}"
            setup.workload = settled(runner, target, _recorded(kept, origin))
        else:
            from hasten.api.generated import generated_workload

            setup.workload = generated_workload(setup, options)
    except HastenError:
        runner.close()
        raise
    try:
        run_original(setup, options)
    except Refused as refusal:
        return setup, str(refusal)
    except HastenError:
        runner.close()
        raise
    return setup, None


def _recorded(kept: Recording, origin: str) -> Workload:
    """The workload of an earlier recording."""
    return recorded_workload(kept.calls, kept.counts, kept.found, kept.state or [None], origin)


def replayable(setup: Setup, workload: Workload, options: Options) -> Workload:
    """The calls of a recorded workload that can be made again in the sandbox.

    Raises:
        InputsError: None can.
    """
    limit_s = call_limit_s(options)
    workload = settled(setup.runner, setup.target, workload)
    trees = [call.tree for call in workload.calls]
    seen = setup.runner.observe(setup.target.source, trees, cpu_limit_s=limit_s)
    costs = {
        id(call): float(o.get("cpu_s", limit_s))
        for call, o in zip(workload.calls, seen, strict=True)
        if o["out"] not in ("undecodable", "load")
    }
    kept = _affordable([c for c in workload.calls if id(c) in costs], costs, _PASS_SHARE * options.budget_s)
    if not kept:
        why = next((o["exc"]["msg"] for o in seen if o["out"] == "undecodable"), "its module does not load")
        raise InputsError(f"none of the recorded calls of {setup.target.name} can be made again: {why}")
    return replace(workload, calls=kept)


def _affordable(calls: Sequence[RecordedCall], costs: Mapping[int, float], most_s: float) -> tuple[RecordedCall, ...]:
    """As many calls of each size class as one pass may cost, at least the cheapest; a class keeps its whole weight.

    Args:
        calls: The calls.
        costs: CPU seconds of each, by identity.
        most_s: CPU seconds of one pass over what is kept.
    """
    classes: dict[int, list[RecordedCall]] = {}
    for call in calls:
        classes.setdefault(call.size.bit_length(), []).append(call)
    kept: list[RecordedCall] = []
    for members in classes.values():
        room_s = most_s / len(classes)
        members.sort(key=lambda call: costs[id(call)])
        chosen = members[:1]
        for call in members[1:]:
            if sum(costs[id(c)] for c in chosen) + costs[id(call)] <= room_s:
                chosen.append(call)
        factor = sum(call.weight for call in members) / sum(call.weight for call in chosen)
        kept += [replace(call, weight=call.weight * factor) for call in chosen]
    return tuple(kept)
