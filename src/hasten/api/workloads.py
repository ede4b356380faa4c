"""Where the inputs of a request come from: given, recorded from tests, or generated."""

from __future__ import annotations

from pathlib import Path

from hasten.api.options import Options
from hasten.api.setup import (
    Setup,
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
from hasten.errors import HastenError, Refused
from hasten.stores.folder import FOLDER as STATE
from hasten.stores.recordings import read_recording


def prepared(target: Target, options: Options, *, new: Target | None = None) -> tuple[Setup, str | None]:
    """A setup with a workload that the original has been run on, and the sentence of a refusal or None.

    Raises:
        HastenError: The target does not import or the inputs cannot be used; the sandbox is closed.
    """
    sandbox = sandbox_of(target, options)
    runner = runner_of(target, sandbox, options, new=new)
    try:
        description = described(runner, target)
        setup = Setup(target, sandbox, runner, description, Workload((), ""))
        if options.inputs is not None:
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
