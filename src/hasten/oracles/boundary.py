"""The boundary sweep: every argument at its edges, one after the other, then all together."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping

from hasten.core.values import CallTree, Tree, call_tree, canonical, renumber, size
from hasten.inputs.boundaries import boundary_values
from hasten.inputs.constants import Constants
from hasten.inputs.generate import Generator
from hasten.inputs.signature import POSITIONAL, Signature

#: Boundary values of one argument.
MOST_VALUES = 160
#: Calls with values at the edges of several arguments at once.
MOST_PAIRS = 90


def boundary_calls(signature: Signature, constants: Constants, rng: random.Random) -> Iterator[CallTree]:
    """Calls for the sweep, small ones first among equals; the same rng state gives the same calls."""
    parameters = [p for p in signature.parameters if not p.kind.startswith("var_")]
    tables = {p.name: boundary_values(p.domain, constants, limit=MOST_VALUES) for p in parameters}
    generator = Generator(signature, constants, kin=0.0)
    required = [p.name for p in parameters if not p.optional]
    if not required:
        yield call_tree([], {})
    ordinary = [_ordinary(generator, rng) for _ in range(6)]
    for name, values in sorted(tables.items(), key=lambda item: len(item[1])):
        for place, value in enumerate(values):
            base = ordinary[place % len(ordinary)]
            yield assemble(signature, {**base, name: value})
    yield from _together(signature, tables, rng)


def _ordinary(generator: Generator, rng: random.Random) -> dict[str, Tree]:
    return {
        p.name: generator.value(p.domain, rng) for p in generator.signature.parameters
        if not p.kind.startswith("var_") and not p.optional
    }


def _together(signature: Signature, tables: Mapping[str, list[Tree]], rng: random.Random) -> Iterator[CallTree]:
    """Several arguments at their edges at once: small ones exhaustively, others at random."""
    # A value that labels its aliases would meet the same label in another argument.
    tables = {name: [v for v in values if '["@"' not in canonical(v)] for name, values in tables.items()}
    names = [name for name, values in tables.items() if values]
    if len(names) < 2:
        return
    small = {name: [v for v in tables[name] if size(v) <= 4][:9] or tables[name][:3] for name in names}
    rows = list(itertools.islice(itertools.product(*(small[name] for name in names)), 4000))
    rng.shuffle(rows)
    for row in rows[:MOST_PAIRS]:
        yield assemble(signature, dict(zip(names, row, strict=True)))
    for _ in range(MOST_PAIRS // 3):
        yield assemble(signature, {name: rng.choice(tables[name][:60]) for name in names})


def assemble(signature: Signature, values: Mapping[str, Tree]) -> CallTree:
    """A call with these arguments; positional as far as nothing is left out, by keyword after that."""
    args: list[Tree] = []
    kwargs: dict[str, Tree] = {}
    gap = False
    for parameter in signature.parameters:
        if parameter.name not in values:
            gap = gap or parameter.kind in POSITIONAL
        elif parameter.kind in POSITIONAL and not gap:
            args.append(values[parameter.name])
        elif parameter.kind != "positional_only" and not parameter.kind.startswith("var_"):
            kwargs[parameter.name] = values[parameter.name]
    return renumber(call_tree(args, kwargs), {})
