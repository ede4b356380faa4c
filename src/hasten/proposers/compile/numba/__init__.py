"""Kernels as Python for numba, with every integer operation checked that may leave 64 bits."""

from hasten.proposers.compile.numba.emit import numba_source

__all__ = ["numba_source"]
