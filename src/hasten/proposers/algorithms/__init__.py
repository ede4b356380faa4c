"""Proposes a better algorithm where it recognises what a function computes.

Two ways to recognise, used together: by behaviour (``search.py``: the results on canonical inputs are looked up in an
index of named computations, with adapters for arguments, results and special cases) and by structure (``recursion/``,
``regions.py``). ``catalogue/`` is the index, one family of computations a file.
"""

from hasten.proposers.algorithms.algorithm import Algorithm, algorithm
from hasten.proposers.algorithms.index import load_index
from hasten.proposers.algorithms.proposer import AlgorithmsProposer

__all__ = ["Algorithm", "AlgorithmsProposer", "algorithm", "load_index"]
