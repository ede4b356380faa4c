"""Kernels as C++: an extension module of one file, built by any C++17 compiler."""

from hasten.proposers.compile.native.emit import extension_source

__all__ = ["extension_source"]
