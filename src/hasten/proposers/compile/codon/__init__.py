"""Kernels for Codon, an ahead-of-time compiler of Python-like text by way of LLVM: experimental, ``native-max``.

Codon's own arithmetic wraps, its errors end the process, and its runtime brings a collector of its own. Nothing of that
is used: every operation that may leave 64 bits, divide by zero or reach beyond a list is written out with its test,
what needs more than that is computed by the C++ runtime of ``native``, and memory comes from a pool that ends with the
call.
"""

from hasten.proposers.compile.codon.emit import codon_sources

__all__ = ["codon_sources"]
