"""A function to be compiled, what is proposed for it, and calls on which every form agrees with it."""

from __future__ import annotations

import random

from hasten.archives import BestArchive
from hasten.core import Budget, Candidate, Target
from hasten.core.facts import Facts, ParameterFacts
from hasten.proposers.compile import CompiledProposer

SOURCE = '''\
STEP = 3


def total(xs, by=2):
    """Adds up."""
    found = 0
    for x in xs:
        found += x * by + STEP
    return found
'''

#: A kernel answers the first; the others are left to the plain function.
CALLS = [
    {"args": [["l", [1, 2, 3]]], "kwargs": {}},
    {"args": [["l", [["i", hex(2**62)], ["i", hex(2**62)]]]], "kwargs": {"by": 8}},
    {"args": [["l", [1, 0.5]]], "kwargs": {}},
    {"args": [["l", ["no"]]], "kwargs": {}},
]


def proposed(target: Target, allow: tuple[str, ...], missing: dict[str, str] | None = None) -> list[Candidate]:
    ints = {"k": "list", "of": {"k": "int"}}
    facts = Facts((ParameterFacts("xs", ints), ParameterFacts("by", {"k": "int"})), allow=allow)
    return list(CompiledProposer(missing).propose(target, facts, BestArchive(), random.Random(0), Budget()))
