"""What the original did on a canonical input, read from what the sandbox reports."""

from __future__ import annotations

import ast
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from hasten.code.source import ParsedModule
from hasten.proposers.algorithms.interpreter import RAISED, Interpreter, OutOfSteps, Unsupported
from hasten.proposers.algorithms.signature import Parameter, call_tree_of
from hasten.proposers.algorithms.values import Form, Unreadable, form, fresh, joint_form, read

#: Raised where the original refuses an input for want of stack, memory or time: the input says nothing.
_VOID_EXCEPTIONS = frozenset({"RecursionError", "MemoryError"})
#: Keys of an observation that are set where the call had an effect beyond its result.
_EFFECTS = ("stdout", "stderr", "globals", "random", "state", "patched", "warnings", "files", "reach")
#: Calls of the original at a time; CPU seconds from which on they are made one by one, and from which on none is.
_CHUNK, _CAREFUL_S, _MOST_S = 6, 0.01, 0.12
#: CPU seconds for all calls of the original in one look-up.
_MOST_TOGETHER_S = 2.5
#: Steps of the interpreter for one call.
_STEPS = 40_000
#: CPU seconds of one interpreted call from which on nothing more is interpreted.
_MOST_INTERPRETED_S = 2.0

#: Runs calls of the original and reports one observation each (``Facts.probe``).
Probe = Callable[[Sequence[dict[str, Any]]], list[dict[str, Any]]]


@dataclass(frozen=True)
class Seen:
    """One observation.

    Attributes:
        out: ``returns``, ``raises``, ``void`` (says nothing) or ``effect`` (does more than return a plain value).
        value: What was returned.
        form: Form of the result and the arguments after the call, together.
        exception: Name of what was raised (``ValueError``; ``module:Name`` for others than builtins).
        message: Its text.
        changed: Whether the arguments are not what they were.
    """

    out: str
    value: Any = None
    form: Form = ()
    exception: str = ""
    message: str = ""
    changed: bool = False


def seen_of(observation: Mapping[str, Any], args: Sequence[Any]) -> Seen:
    """What an observation says of a call with these arguments (as they were before it)."""
    out = observation.get("out")
    if out == "raises":
        error = observation.get("exc") or {}
        name = str(error.get("type", "")).removeprefix("builtins:")
        if name in _VOID_EXCEPTIONS:
            return Seen("void")
        return Seen("raises", exception=name, message=str(error.get("msg", "")))
    if out != "returns":
        return Seen("void")
    if any(observation.get(key) for key in _EFFECTS):
        return Seen("effect")
    after = observation.get("args") or {}
    given = observation.get("value")
    if isinstance(given, dict):
        # A generator: what counts are its items, if it ended by itself.
        if given.get("exc") or given.get("open") or given.get("return") is not None:
            return Seen("effect")
        given = ["l", given.get("yields", [])]
    try:
        value, *left = read([given, *after.get("args", []), *after.get("kwargs", {}).values()])
    except Unreadable:
        return Seen("effect")
    if not after:
        left = [fresh(arg) for arg in args]
    changed = [form(arg) for arg in left] != [form(arg) for arg in args]
    return Seen("returns", value, joint_form(value, left), changed=changed)


class Observer(Protocol):
    """Runs the original on arguments of our own making."""

    def observe(self, inputs: Sequence[tuple[Any, ...]]) -> list[Seen]:
        """What it does on these, in order; fewer than asked where it has become too slow."""
        ...


class SandboxObserver:
    """The target in the sandbox.

    Args:
        parameters: Its parameters.
        probe: Runs it.
    """

    def __init__(self, parameters: Sequence[Parameter], probe: Probe) -> None:
        self._parameters, self._probe = parameters, probe
        self._known: dict[str, Seen] = {}
        self._left_s = _MOST_TOGETHER_S

    def observe(self, inputs: Sequence[tuple[Any, ...]]) -> list[Seen]:
        """See ``Observer``; stops after calls that took long, since the inputs of a suite grow."""
        found: list[Seen] = []
        spent_s = 0.0
        while len(found) < len(inputs) and spent_s < _MOST_S and self._left_s > 0:
            chunk = inputs[len(found) : len(found) + (_CHUNK if spent_s < _CAREFUL_S else 1)]
            unknown = [args for args in chunk if repr(args) not in self._known]
            spent_s = self._ask(unknown) if unknown else 0.0
            if any(repr(args) not in self._known for args in chunk):
                break
            found += [self._known[repr(args)] for args in chunk]
        return found

    def _ask(self, inputs: Sequence[tuple[Any, ...]]) -> float:
        """Run calls and keep what was seen; the CPU seconds they took."""
        answers = self._probe([call_tree_of(self._parameters, args) for args in inputs])
        for answer, args in zip(answers, inputs, strict=False):
            self._known[repr(args)] = seen_of(answer, args)
        spent_s = sum(float(answer.get("cpu_s") or answer.get("limit_s") or 0) for answer in answers)
        self._left_s -= spent_s
        return spent_s


@dataclass
class Work:
    """Steps of the interpreter that are left for a whole proposal: a bound that no clock disturbs."""

    steps: int


class InterpretedObserver:
    """A function of a module in the bounded interpreter.

    Args:
        module: The module.
        function: Any function at its top level.
        work: What may be spent, together with others.
    """

    def __init__(self, module: ParsedModule, function: ast.FunctionDef, work: Work) -> None:
        self._function, self._work = function, work
        self._interpreter = Interpreter(module, steps=_STEPS)

    def observe(self, inputs: Sequence[tuple[Any, ...]]) -> list[Seen]:
        """See ``Observer``; nothing where the code is beyond the interpreter."""
        found: list[Seen] = []
        slow = 0
        for args in inputs:
            if self._work.steps <= 0:
                return []
            started = time.process_time()
            try:
                seen = self._seen(args)
            except Unsupported:
                return []
            finally:
                self._work.steps -= _STEPS - self._interpreter.meter.left
            if time.process_time() - started > _MOST_INTERPRETED_S:
                # Steps bound all but code made to be slow in each of them.
                self._work.steps = 0
            found.append(seen)
            slow += seen.out == "void"
            if slow > 8:
                break
        return found

    def _seen(self, args: tuple[Any, ...]) -> Seen:
        left = [fresh(arg) for arg in args]
        try:
            value = self._interpreter.call(self._function, left)
        except OutOfSteps:
            return Seen("void")
        except RAISED as error:
            return Seen("raises", exception=type(error).__name__, message=str(error))
        if not _is_plain(value):
            return Seen("effect")
        changed = [form(arg) for arg in left] != [form(arg) for arg in args]
        return Seen("returns", value, joint_form(value, left), changed=changed)


def _is_plain(value: Any) -> bool:
    if isinstance(value, list | tuple | set | frozenset):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return type(value) in (dict, Counter) and all(map(_is_plain, value)) and all(map(_is_plain, value.values()))
    return value is None or isinstance(value, int | float | str)
