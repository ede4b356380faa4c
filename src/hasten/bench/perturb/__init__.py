"""Perturbations: programs that mean the same and look different, to see whether what hasten finds hangs on looks.

Source:
    ReCode (Wang et al., ACL 2023), which perturbs prompts in the same spirit: names, format, docstrings, syntax.
    Departures: programs are perturbed, not prompts; loops are rewritten both ways; each result is checked by running.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from hasten.bench.perturb.docstring import toggled_docstring
from hasten.bench.perturb.format import reformatted
from hasten.bench.perturb.loops import comprehensions_as_loops, for_as_while
from hasten.bench.perturb.names import renamed
from hasten.bench.perturb.order import reordered

#: ``(source, function, rng)`` to the perturbed source, or None where there is nothing to perturb.
Perturbation = Callable[[str, str, random.Random], str | None]

PERTURBATIONS: dict[str, Perturbation] = {
    "rename": renamed, "reformat": reformatted, "docstring": toggled_docstring, "reorder": reordered,
    "for-as-while": for_as_while, "comprehension-as-loop": comprehensions_as_loops,
}
