"""The boundary sweep: every boundary value of every parameter in turn, the others as in a known or an ordinary call."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from hasten.core.values import CallTree, Tree, call_tree, canonical, has_refs, label_refs, renumber, replace_at
from hasten.inputs.boundaries import boundary_values
from hasten.inputs.constants import Constants
from hasten.inputs.ladder import rung
from hasten.inputs.signature import POSITIONAL, Parameter, Signature, bind

#: Values of each of two parameters that are tried together.
_PAIRED = 7


def ordinary_call(signature: Signature, place: int = 2) -> CallTree:
    """An unremarkable call; parameters with defaults are left out, those after ``*`` given by keyword."""
    args = [rung(p.domain, place) for p in signature.parameters if p.kind in POSITIONAL and not p.optional]
    named = [p for p in signature.parameters if p.kind == "keyword_only" and not p.optional]
    return call_tree(args, {p.name: rung(p.domain, place) for p in named})


def sweep(
    signature: Signature, constants: Constants | None = None, bases: Sequence[CallTree] = (), *, limit: int = 2000
) -> Iterator[CallTree]:
    """Calls with boundary values, each once, the telling ones of all parameters first.

    Args:
        signature: The parameters.
        constants: Constants of both sides.
        bases: Recorded calls, from which the other arguments are taken in turn; without any, ordinary ones.
        limit: Calls at most.
    """
    bases = [base for base in bases if bind(signature, base) is not None][:20]
    start = [ordinary_call(signature), ordinary_call(signature, 5)]
    turn = itertools.cycle([*start, *bases])
    seen: set[str] = set()
    count = 0
    for changes in itertools.chain(_single_and_paired(signature, constants), [{}]):
        call = _changed(signature, next(turn), changes)
        if call is None:
            continue
        text = canonical(call)
        if text not in seen:
            seen.add(text)
            yield call
            count += 1
            if count >= limit:
                return


def with_flags_turned(signature: Signature, bases: Sequence[CallTree], *, limit: int = 24) -> Iterator[CallTree]:
    """Known calls with one flag turned: what is true or false there, or by its default, has the other value.

    What a flag asks for is often never asked for by the calls that were seen, and needs all the other arguments to fit.
    """
    made = 0
    for base in bases:
        given = {parameter.name: value for parameter, _, value in bind(signature, base) or []}
        for parameter in signature.parameters:
            value = given.get(parameter.name, parameter.default if parameter.optional else None)
            if not isinstance(value, bool):
                continue
            call = _changed(signature, base, {parameter.name: not value})
            if call is not None:
                yield call
                made += 1
                if made >= limit:
                    return


def _single_and_paired(signature: Signature, constants: Constants | None) -> Iterator[dict[str, Tree]]:
    """Changes of one parameter, parameters in turn; after the first rounds, pairs of parameters."""
    tables = {p.name: boundary_values(p.domain, constants) for p in signature.parameters}
    for row in itertools.islice(_rows(tables), 12):
        yield from row
    for first, second in itertools.combinations(tables, 2):
        for one, other in itertools.product(tables[first][:_PAIRED], tables[second][:_PAIRED]):
            yield {first: one, second: other}
    yield from (dict.fromkeys(tables, value) for value in _shared(tables))
    for row in itertools.islice(_rows(tables), 12, None):
        yield from row


def _rows(tables: dict[str, list[Tree]]) -> Iterator[list[dict[str, Tree]]]:
    for place in range(max(map(len, tables.values()), default=0)):
        yield [{name: table[place]} for name, table in tables.items() if place < len(table)]


def _shared(tables: dict[str, list[Tree]]) -> list[Tree]:
    """Values that all parameters may have: the same value everywhere."""
    if len(tables) < 2:
        return []
    first, *rest = ({canonical(value): value for value in table[:40]} for table in tables.values())
    return [value for text, value in first.items() if all(text in other for other in rest)][:12]


def _changed(signature: Signature, base: CallTree, changes: dict[str, Tree]) -> CallTree | None:
    """The base call with other values for some parameters, or None where they cannot be given."""
    call, containers = label_refs(base) if has_refs(base) else (base, {})
    places = {parameter.name: path for parameter, path, _ in bind(signature, base) or []}
    for name, value in changes.items():
        parameter = signature.named(name)
        if parameter is None:
            return None
        if name in places:
            call = replace_at(call, places[name], value)
        elif not _added(call, signature, parameter, value):
            return None
        else:
            call = _with_added(call, parameter, value)
    made: CallTree = renumber(call, containers)
    return made if bind(signature, made) is not None else None


def _added(call: CallTree, signature: Signature, parameter: Parameter, value: Tree) -> bool:
    """Whether an argument that the base leaves out can be given."""
    if parameter.kind in ("positional_only", "var_positional"):
        before = [p for p in signature.parameters if p.kind in POSITIONAL]
        needed = before.index(parameter) if parameter in before else len(before)
        return len(call["args"]) >= needed and not call["kwargs"]
    return True


def _with_added(call: CallTree, parameter: Parameter, value: Tree) -> CallTree:
    if parameter.kind in ("positional_only", "var_positional"):
        return {**call, "args": [*call["args"], value]}
    name = "extra" if parameter.kind == "var_keyword" else parameter.name
    return {**call, "kwargs": {**call["kwargs"], name: value}}
