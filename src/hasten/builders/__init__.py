"""Builders turn a candidate into something that runs; ``python`` only checks that the edited source compiles."""

from hasten.builders.cache import BuildCache
from hasten.builders.chosen import ChosenBuilder
from hasten.builders.mypyc import MypycBuilder, mypyc_missing
from hasten.builders.native import NativeBuilder, native_missing
from hasten.builders.numba import NumbaBuilder
from hasten.builders.python import PythonBuilder

__all__ = [
    "BuildCache", "ChosenBuilder", "MypycBuilder", "NativeBuilder", "NumbaBuilder", "PythonBuilder", "mypyc_missing",
    "native_missing",
]  # fmt: skip
