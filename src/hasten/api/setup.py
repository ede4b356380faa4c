"""What every request needs before it can start: a sandbox, a runner, the signature, a workload that repeats itself."""

from __future__ import annotations

import atexit
import inspect
import itertools
import json
import os
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hasten.api.options import COMPILED, Options
from hasten.api.targets import near_files, project_of
from hasten.code.globals_used import globals_named
from hasten.core import RecordedCall, Target, Workload
from hasten.core.values import size as tree_size
from hasten.errors import EnvironmentProblem, InputsError, Refused, TargetError
from hasten.profile.calls import States, on_state
from hasten.run import Runner, Sandbox, find_interpreter
from hasten.run.private_folder import PrivateFolder
from hasten.run.runner import error_text

#: Share of the budget that one call of the original may take before it is called endless.
_CALL_SHARE = 0.25
_LEAST_CALL_S, _MOST_CALL_S = 2.0, 30.0
#: Share of the budget that each run which only asks whether the original repeats itself may take.
_REPEAT_SHARE = 0.05
_SEEDS = (11, 1009)


@dataclass
class Setup:
    """A target that is ready to be judged.

    Attributes:
        target: The original.
        sandbox: Where it runs.
        runner: Runs it.
        description: Its signature as data.
        workload: What it is run on.
        expected: One observation of the original per call of the workload.
        call_s: CPU seconds of each call of the workload as the child reported them (for limits only).
        call_limit_s: CPU limit of one call.
        notes: Names of caveats found on the way.
    """

    target: Target
    sandbox: Sandbox
    runner: Runner
    description: Mapping[str, Any]
    workload: Workload
    expected: Sequence[Mapping[str, Any]] = ()
    call_s: Sequence[float] = ()
    call_limit_s: float = 10.0
    notes: list[str] = field(default_factory=list)

    def close(self) -> None:
        """End the sandbox."""
        self.runner.close()


def sandbox_of(target: Target, options: Options) -> Sandbox:
    """The sandbox for the project that the target lies in."""
    project = project_of(target.file)
    working = Path.cwd()
    cwd = working if working == project or project in working.parents else project
    interpreter = find_interpreter(options.python, project)
    return Sandbox(interpreter, project, cwd, dict(options.env), builds=folder_for_builds(options))


def folder_for_builds(options: Options) -> Path | None:
    """A folder that lives as long as this process, for modules that are compiled on the way; None where none are."""
    if not COMPILED & set(options.allow):
        return None
    folder = PrivateFolder(in_memory=False)
    atexit.register(PrivateFolder.remove_path, folder.path)
    return Path(folder.path)


def require_trust(sandbox: Sandbox, options: Options) -> None:
    """Foreign code needs bubblewrap, or the user's word.

    Raises:
        EnvironmentProblem: Neither is there.
    """
    if sandbox.bubblewrap is None and not options.trust:
        raise EnvironmentProblem(
            "bubblewrap is not installed, so foreign code cannot be contained; install bubblewrap, "
            "or pass --trust-candidates if you trust the code"
        )


def apart(old: Target, new: Target) -> Target:
    """NEW on a text of its own, where it needs one.

    Versions are told apart by their texts. Two functions of one file share theirs, and so do copies of a file whose
    surroundings may differ; a comment at the end makes them two.
    """
    if new.source != old.source or (new.name, new.file, new.root) == (old.name, old.file, old.root):
        return new
    return new.on(f"{new.source}\n# {new.name} of {new.file.name}\n")


def runner_of(target: Target, sandbox: Sandbox, options: Options, *, new: Target | None = None) -> Runner:
    """A runner for the target, and for NEW where there is one (``apart`` from it)."""
    watch = set(globals_named(target.source, target.name))
    places = {}
    if new is not None and new.source != target.source:
        watch |= set(globals_named(new.source, new.name))
        places[new.source] = new
    remake = None
    if isinstance(options.inputs, str):
        file, _, name = options.inputs.rpartition("::")
        remake = {"file": str(Path(file).absolute()), "name": name}
    return Runner(sandbox, target, watch=sorted(watch), places=places, remake=remake)


def described(runner: Runner, target: Target) -> dict[str, Any]:
    """The signature of a version.

    Raises:
        TargetError: The file does not import; the message holds the user's own line.
    """
    found = runner.describe(target.source)
    if "error" in found:
        raise TargetError(f"{shown(target.file)} does not import: {error_text(found['error'])}")
    return found


def given_inputs(
    runner: Runner, target: Target, options: Options
) -> tuple[list[dict[str, Any]], str, tuple[str, str] | None]:
    """Encoded calls of ``--inputs``, where they come from, and how arguments that cannot be copied are made again.

    Raises:
        InputsError: The file or name is missing, the callable raises, gives nothing, or its tuples do not fit.
    """
    inputs = options.inputs
    if callable(inputs):
        from hasten.api.targets import spec_of

        inputs = spec_of(inputs)
    if not isinstance(inputs, str):
        return _encoded_here(inputs or [], target), "given", None
    file_text, mark, name = inputs.rpartition("::")
    if not mark or not file_text or not name:
        raise InputsError(f"--inputs {inputs!r} must be written as FILE.py::NAME")
    file = Path(file_text)
    if not file.is_file():
        raise InputsError(f"--inputs {file_text}: no such file{near_files(file)}; write it as FILE.py::NAME")
    remake = {"file": str(file.absolute()), "name": name}
    answer = runner.workload(target.source, remake)
    if "error" in answer:
        error = answer["error"]
        if error["type"] == "AttributeError" and name in error["msg"]:
            raise InputsError(
                f"--inputs {file_text} has no {name!r}; name a callable or a list of argument tuples in it"
            )
        raise InputsError(f"--inputs {inputs} fails: {error_text(error)}")
    calls = answer["calls"]
    if not calls:
        raise InputsError(f"--inputs {inputs} gives no inputs; return at least one tuple of arguments")
    if answer.get("misfit"):
        misfit = answer["misfit"]
        raise InputsError(
            f"--inputs {inputs}: input {misfit['call'] + 1} does not fit {target.name}: {misfit['msg']}; "
            "give one tuple of arguments per call"
        )
    return calls, f"{shown(file)}::{name}", (str(file.absolute()), name)


def recorded_inputs(runner: Runner, target: Target, options: Options) -> Workload:
    """The calls that the user's tests make, weighed by how often they were made (at most 50 times each).

    Raises:
        InputsError: The command is not pytest, the tests fail, or they never call the target.
    """
    words = shlex.split(options.tests or "")
    if words[:3] in (["python", "-m", "pytest"], ["python3", "-m", "pytest"]):
        words = words[2:]
    if words[:1] != ["pytest"]:
        raise InputsError(f'--tests {options.tests!r} must be a pytest command, such as "pytest tests/test_x.py"')
    answer = runner.record(target.source, words[1:])
    if "error" in answer:
        raise InputsError(f"--tests {options.tests!r} cannot run: {error_text(answer['error'])}")
    if answer["code"] != 0:
        lines = [line for line in answer["said"].splitlines() if line.strip()]
        raise InputsError(
            f"--tests {options.tests!r} fails before anything was changed "
            f"({lines[-1] if lines else 'no output'}); fix the tests first"
        )
    if not answer["calls"]:
        more = f" ({answer['skipped']} calls hold values that cannot be copied)" if answer["skipped"] else ""
        raise InputsError(
            f"--tests {options.tests!r} never calls {target.name}{more}; name tests that do, or give --inputs"
        )
    found = [(0, number) for number in answer["states"]]
    origin = f"recorded from {options.tests}"
    return recorded_workload(answer["calls"], answer["counts"], found, [answer["state"]], origin)


def recorded_workload(
    calls: Sequence[Mapping[str, Any]],
    counts: Sequence[int],
    found: Sequence[tuple[int, int]],
    parts: Sequence[dict[str, Any] | None],
    origin: str,
) -> Workload:
    """The workload of a recording, each call on the state that it found.

    Args:
        calls: The calls.
        counts: How often each was made; at most 50 times count.
        found: Of each, its part and the number of its state there.
        parts: What each part of the recording found in modules; None where it read nothing.
        origin: Where the recording comes from, in words.
    """
    states = States()
    numbers = [states.added(part) for part in parts]
    trees = [on_state(dict(tree), numbers[part][number]) for tree, (part, number) in zip(calls, found, strict=True)]
    workload = workload_of(_repeated(trees, counts), origin, None, kind="recorded")
    return replace(workload, state=states.whole())


def _repeated(calls: Sequence[Mapping[str, Any]], counts: Sequence[int]) -> list[dict[str, Any]]:
    """Each call as often as it was made, at most 50 times."""
    return [dict(call) for call, count in zip(calls, counts, strict=True) for _ in range(min(50, count))]


def _encoded_here(items: Sequence[Any], target: Target) -> list[dict[str, Any]]:
    """Calls of a list of the caller's own, from Python; it is the caller's process and data."""
    from hasten.run.hasten_child import codec, worker

    if not items:
        raise InputsError("inputs is empty; give at least one tuple of arguments")
    calls = []
    for number, item in enumerate(items):
        try:
            args, kwargs = worker.as_call(item)
        except TypeError as error:
            raise InputsError(f"inputs[{number}]: {error}") from error
        tree = codec.encode_call(args, kwargs, module_name=target.module)
        if '["?"' in codec.dumps(tree):
            raise InputsError(f"inputs[{number}] holds a value that cannot be copied; give inputs as FILE.py::NAME")
        calls.append(tree)
    return calls


def workload_of(
    calls: Sequence[dict[str, Any]], origin: str, remake: tuple[str, str] | None, *, kind: str = "given"
) -> Workload:
    """The calls with sizes; equal calls are one with a weight."""
    weights: dict[str, float] = {}
    first: dict[str, dict[str, Any]] = {}
    for call in calls:
        key = json.dumps(call)
        weights[key] = weights.get(key, 0.0) + 1.0
        first.setdefault(key, call)
    recorded = [
        RecordedCall(
            tree=call,
            size=sum(tree_size(t) for t in [*call["args"], *call["kwargs"].values()]),
            weight=weights[key],
            origin=kind,
        )
        for key, call in first.items()
    ]
    return Workload(tuple(recorded), origin, remake)


def call_limit_s(options: Options) -> float:
    """CPU limit of one call of the original."""
    return min(_MOST_CALL_S, max(_LEAST_CALL_S, options.budget_s * _CALL_SHARE))


def run_original(setup: Setup, options: Options) -> None:
    """Run the original twice on the workload, and once under another hash seed; fills ``expected`` and ``call_s``.

    Where its calls take long, only the first ones are run again: a variant of a function that does not repeat itself
    on the others differs from it, and is refused.

    Raises:
        Refused: It never ends, raises on every input, or two runs differ.
    """
    limit_s = call_limit_s(options)
    setup.call_limit_s = limit_s
    trees = [c.tree for c in setup.workload.calls]
    first = setup.runner.observe(setup.target.source, trees, cpu_limit_s=limit_s, hash_seed=_SEEDS[0])
    ended = [o for o in first if o["out"] not in ("timeout", "crash", "load")]
    name = setup.target.name
    if not ended:
        if any(o["out"] == "timeout" for o in first):
            raise Refused(
                f"{name} does not end within {limit_s:g} s on any input; give smaller inputs or a larger --budget"
            )
        raise Refused(f"{name} crashes the interpreter on every input: {first[0].get('reason', 'it does not load')}")
    if all(o["out"] in ("raises", "exit") for o in ended):
        error = ended[0].get("exc", {})
        raise Refused(
            f"{name} raises on every input ({error.get('type', ':SystemExit').partition(':')[2]}: "
            f"{error.get('msg', '')}); give inputs that it accepts"
        )
    cut = [i for i, o in enumerate(first) if o["out"] in ("timeout", "crash")]
    if cut:
        setup.notes.append("censored")
        kept = tuple(c for i, c in enumerate(setup.workload.calls) if i not in cut)
        setup.workload = replace(setup.workload, calls=kept)
        first = [o for i, o in enumerate(first) if i not in cut]
        trees = [c.tree for c in kept]
    repeated = trees[: _affordable(first, _REPEAT_SHARE * options.budget_s)]
    again = setup.runner.observe(setup.target.source, repeated, cpu_limit_s=2 * limit_s, hash_seed=_SEEDS[0])
    other = setup.runner.observe(setup.target.source, repeated, cpu_limit_s=2 * limit_s, hash_seed=_SEEDS[1])
    if any(_seen(a) != _seen(b) for a, b in zip(first, other, strict=False)):
        setup.notes.append("hash-seed")
    different = [i for i, (a, b) in enumerate(zip(first, again, strict=False)) if _seen(a) != _seen(b)]
    if different and not options.assume_seeded:
        where = ", ".join(str(i + 1) for i in different[:5])
        raise Refused(
            f"{name} is not repeatable: two runs differ on input {where} of {len(trees)} (it draws on time, "
            "addresses or unseeded randomness); make it repeatable, or pass --assume-seeded to compare what does repeat"
        )
    setup.expected = first
    setup.call_s = [float(o.get("cpu_s", 0.0)) for o in first]


def _affordable(observations: Sequence[Mapping[str, Any]], most_s: float) -> int:
    """How many of the first calls fit into so many CPU seconds, one at least: what one call leaves meets the next."""
    totals = itertools.accumulate(float(o.get("cpu_s", 0.0)) for o in observations)
    return max(1, sum(total <= most_s for total in totals))


def _seen(observation: Mapping[str, Any]) -> str:
    return json.dumps(
        {k: v for k, v in observation.items() if k not in ("cpu_s", "hits", "random", "sum")}, sort_keys=True
    )


def shown(path: Path) -> str:
    """A path as a user would type it: relative to the working folder where it lies below it."""
    try:
        return os.path.relpath(path) if Path.cwd() in path.absolute().parents else str(path)
    except ValueError:
        return str(path)


def signature_text(description: Mapping[str, Any]) -> str:
    """Names of the parameters, for messages."""
    return ", ".join(p["name"] for p in description["parameters"])


def parameter_names(function: Any) -> list[str]:
    """Names of a function object's parameters."""
    return list(inspect.signature(function).parameters)
