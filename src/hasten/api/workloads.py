"""Where the inputs of a request come from: given, recorded from tests, or generated."""

from __future__ import annotations

from pathlib import Path

from hasten.api.options import Options
from hasten.api.setup import (
    Setup,
    call_limit_s,
    described,
    given_inputs,
    recorded_inputs,
    repeated,
    run_original,
    runner_of,
    sandbox_of,
    workload_of,
)
from hasten.core import Target, Workload
from hasten.errors import HastenError, InputsError, Refused
from hasten.stores.folder import FOLDER as STATE
from hasten.stores.recordings import read_recording


def prepared(
    target: Target, options: Options, *, new: Target | None = None, workload: Workload | None = None
) -> tuple[Setup, str | None]:
    """A setup with a workload that the original has been run on, and the sentence of a refusal or None.

    Args:
        workload: Calls recorded already; what of them cannot be made again is left out.

    Raises:
        HastenError: The target does not import or the inputs cannot be used; the sandbox is closed.
    """
    sandbox = sandbox_of(target, options)
    runner = runner_of(target, sandbox, options, new=new)
    try:
        description = described(runner, target)
        setup = Setup(target, sandbox, runner, description, Workload((), ""))
        if workload is not None:
            setup.workload = replayable(setup, workload, options)
        elif options.inputs is not None:
            calls, origin, remake = given_inputs(runner, target, options)
            setup.workload = workload_of(calls, origin, remake)
        elif options.tests is not None:
            calls, origin = recorded_inputs(runner, target, options)
            setup.workload = workload_of(calls, origin, None, kind="recorded")
        elif (kept := read_recording(options.state or Path.cwd() / STATE, target)) is not None:
            origin = f"recorded by {kept.origin} on {kept.when[:10]}"
            setup.workload = workload_of(repeated(kept.calls, kept.counts), origin, None, kind="recorded")
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


def replayable(setup: Setup, workload: Workload, options: Options) -> Workload:
    """The calls of a recorded workload that can be made again in the sandbox.

    Raises:
        InputsError: None can.
    """
    limit_s = call_limit_s(options)
    trees = [call.tree for call in workload.calls]
    seen = setup.runner.observe(setup.target.source, trees, cpu_limit_s=limit_s)
    kept = tuple(c for c, o in zip(workload.calls, seen, strict=True) if o["out"] not in ("undecodable", "load"))
    if not kept:
        why = next((o["exc"]["msg"] for o in seen if o["out"] == "undecodable"), "its module does not load")
        raise InputsError(f"none of the recorded calls of {setup.target.name} can be made again: {why}")
    return Workload(kept, workload.origin, workload.remake)
