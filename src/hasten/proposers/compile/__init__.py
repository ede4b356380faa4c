"""Compiled variants: the function over machine numbers, with the plain function behind it for all that does not fit.

* ``lattice`` and ``ir``: the types, and the typed form that all backends start from;
* ``translate``, ``statements``, ``expressions``, ``calls``: from Python to that form;
* ``native``: C++ text; ``numba``: Python text for numba; ``codon``: text for Codon, with C++ around it;
* ``mypyc``: classes and whole modules, as Python text with types for mypyc;
* ``front``: the user's module with the compiled form in front.
"""

from hasten.proposers.compile.proposer import BACKENDS, EXPERIMENTAL, CompiledProposer
from hasten.proposers.compile.refusal import Unsupported

__all__ = ["BACKENDS", "EXPERIMENTAL", "CompiledProposer", "Unsupported"]
