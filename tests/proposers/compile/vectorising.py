"""Functions in their form for numpy beside the plain one, in the test process: both are ours."""

from __future__ import annotations

import copy
import math
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from hasten.code.source import parse
from hasten.core.facts import ParameterFacts
from hasten.inputs.infer import from_trees
from hasten.proposers.compile.numpy import vectorised
from hasten.run.hasten_child import codec


def both_forms(
    source: str, name: str, calls: Sequence[tuple[Any, ...]], *, inner_first: bool = False
) -> tuple[Callable[..., Any], Callable[..., Any], str]:
    """The plain function, its form for numpy, which gives NotImplemented where it declines, and the new text.

    Args:
        source: A module.
        name: One of its functions.
        calls: What the workload shows.
        inner_first: As for ``vectorised``.

    Raises:
        Unsupported: There is no such form.
    """
    module = parse(source)
    assert not isinstance(module, SyntaxError)
    node = module.functions[name]
    facts = []
    for place, arg in enumerate(node.args.args):
        trees = [codec.encode_call((call[place],), {}, module_name="m")["args"][0] for call in calls]
        facts.append(ParameterFacts(arg.arg, from_trees(trees)))
    found = vectorised(module, node, facts, inner_first=inner_first)  # type: ignore[arg-type]
    old: dict[str, Any] = {"__name__": "m"}
    exec(compile(source, "old", "exec"), old)
    new: dict[str, Any] = {"__name__": "m"}
    exec(compile(found.source, "new", "exec"), new)
    new[f"_{name}_plain"] = lambda *args, **kwargs: NotImplemented
    return old[name], new[name], found.source


def seen(value: Any) -> Any:
    """A value with all of its types and bits; one NaN is as good as another."""
    if isinstance(value, np.ndarray):
        return ["array", value.dtype.str, value.shape, [seen(x) for x in value.ravel().tolist()]]
    if isinstance(value, pd.DataFrame):
        return ["frame", [(name, seen(value[name])) for name in value.columns], seen(value.index.tolist())]
    if isinstance(value, pd.Series):
        return ["series", str(value.dtype), seen(value.name), seen(value.tolist()), seen(value.index.tolist())]
    if isinstance(value, list | tuple):
        return [type(value).__name__, [seen(part) for part in value]]
    if isinstance(value, dict):
        return ["dict", [(seen(k), seen(v)) for k, v in value.items()]]
    if isinstance(value, float):
        return [type(value).__name__, "nan" if math.isnan(value) else float(value).hex()]
    return [type(value).__name__, repr(value)]


def outcome(function: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """What a call gives, leaves of its arguments, and warns of."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            value = function(*args)
        except Exception as error:  # noqa: BLE001 - whatever it raises is compared
            return ["raises", type(error).__name__, str(error)]
        if value is NotImplemented:
            return NotImplemented
    return ["gives", seen(value), seen(args), sorted({str(w.message) for w in told})]


def difference(old: Callable[..., Any], new: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """What differs on a call: None for nothing, NotImplemented where it was left to the plain function."""
    mine, theirs = copy.deepcopy(args), copy.deepcopy(args)
    got = outcome(new, mine)
    if got is NotImplemented:
        return NotImplemented if seen(mine) == seen(args) else ("declined, but changed", args, mine)
    expected = outcome(old, theirs)
    return None if got == expected else (args, expected, got)
