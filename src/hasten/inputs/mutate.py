"""Type-aware mutation of calls: small steps from what is known to reach deep into the code."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hasten.core.values import (
    CallTree,
    Path,
    Tree,
    canonical,
    has_refs,
    is_numbered,
    label_refs,
    renumber,
    replace_at,
)
from hasten.inputs.boundary_tables import TABLES
from hasten.inputs.changes import CONTAINERS, LEAVES
from hasten.inputs.constants import Constants
from hasten.inputs.crossing import crossover, is_free, relate_arguments, splice, tie_fields, tie_leaves
from hasten.inputs.generate import Generator, with_room
from hasten.inputs.part_domain import domain_at
from hasten.inputs.parts import editable_parts, with_unique_keys
from hasten.inputs.signature import Signature, bind


class Mutator:
    """Makes variations of calls; the same state of ``rng`` gives the same variation.

    A mutation keeps the types of what it changes. With a signature, what leaves the domain is dropped and tried again.

    Args:
        signature: The parameters, when their domains are to be kept.
        constants: Constants of both sides.
    """

    def __init__(self, signature: Signature | None = None, constants: Constants | None = None) -> None:
        self.signature = signature
        constants = constants or Constants()
        self.tables: dict[str, list[Tree]] = dict(TABLES)
        for kind, own in (
            ("int", constants.int_values()),
            ("float", list(constants.float_values())),
            ("str", constants.string_values()),
        ):
            # Constants are few: they are listed several times, so that they are drawn as often as all of the table.
            times = min(8, max(1, len(self.tables[kind]) // len(own))) if own else 0
            self.tables[kind] = [*self.tables[kind], *own * times]
        self.near_lengths = [length for length in constants.lengths() if length <= 2000]

        self._generator = Generator(signature, constants, kin=0.0) if signature else None
        self._labelled = False

    def mutate(self, call: CallTree, rng: random.Random, corpus: Sequence[CallTree] = ()) -> CallTree:
        """A variation of ``call``: one or a few steps; ``corpus`` gives parts to splice in.

        The result always fits the grammar; where five attempts leave the domain, ``call`` itself comes back.
        """
        for _ in range(5):
            made = self._attempt(call, rng, corpus)
            if self._generator is None or self._generator.bounded:
                made = with_room(made)
            if self.signature is None or self.signature.admits(made):
                return made
        return call

    def _attempt(self, call: CallTree, rng: random.Random, corpus: Sequence[CallTree]) -> CallTree:
        if corpus and rng.random() < 0.12:
            return crossover(call, corpus[int(rng.random() * len(corpus))], rng)
        self._labelled = has_refs(call)
        edited, containers = label_refs(call) if self._labelled else (call, {})
        for _ in range(1 + int(rng.random() ** 3 * 4)):
            edited = self._step(edited, rng, corpus)
        return renumber(edited, containers) if self._labelled else edited

    def _step(self, call: CallTree, rng: random.Random, corpus: Sequence[CallTree]) -> CallTree:
        parts = editable_parts(call, rng)
        if not parts:
            return call
        draw = rng.random()
        if draw < 0.12 and len(parts) > 1:
            return tie_leaves(call, parts, rng)
        if draw < 0.18:
            return tie_fields(call, parts, rng)
        if draw < 0.26 and corpus:
            return splice(call, parts, corpus, rng)
        if draw < 0.3 and len(call["args"]) > 1:
            return relate_arguments(call, rng)
        path, part = parts[int(rng.random() * len(parts))]
        made = self._redrawn(call, path, part, rng) if draw > 0.9 else self.changed(part, rng)
        return call if made is part else with_unique_keys(replace_at(call, path, made), path)

    def _redrawn(self, call: CallTree, path: Path, part: Tree, rng: random.Random) -> Tree:
        """A fresh value for a part, which may be of another member of a union."""
        if self.signature is None or self._generator is None:
            return self.changed(part, rng)
        for parameter, start, _ in bind(self.signature, call) or []:
            if path[: len(start)] == start:
                domain = domain_at(parameter.domain, call, path, len(start))
                made = self._generator.value(domain, rng, len(path) // 2) if domain else part
                return made if is_free(made) else part
        return part

    def with_same_item(self, tree: Tree, rng: random.Random) -> Tree:
        """A list that holds one of its mutable items twice, the same object."""
        places = [place for place, item in enumerate(tree[1]) if is_numbered(item) and item[0] not in ("it", "a")]
        if not places:
            return tree
        at = places[int(rng.random() * len(places))]
        label = canonical(tree[1][at])
        self._labelled = True
        return ["l", [*tree[1][:at], ["@", label, tree[1][at]], *tree[1][at + 1 :], ["r", label]]]

    def changed(self, tree: Tree, rng: random.Random) -> Tree:
        """Another value of the same type."""
        if not isinstance(tree, list):
            return LEAVES[type(tree)](self, tree, rng)
        change = CONTAINERS.get(tree[0])
        return change(self, tree, rng) if change else tree
