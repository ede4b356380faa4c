"""Kernels for Pythran, a translator from Python to C++ templates: experimental, ``native-max``, for a narrow kind.

Pythran on its own wraps around at 64 bits, does not look at the bounds of lists, takes slices as views, and drops what
it takes for dead although it may raise. So its optimisations are off, every test is written out, C++ of our own
stands between it and Python, and what it does in another way than Python (slices, lists of lists that are made, texts,
changed arguments, the library of ``math``) is refused.
"""

from hasten.proposers.compile.pythran.emit import pythran_sources

__all__ = ["pythran_sources"]
