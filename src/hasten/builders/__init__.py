"""Builders turn a candidate into something that runs; ``python`` only checks that the edited source compiles."""

from hasten.builders.cache import BuildCache
from hasten.builders.chosen import ChosenBuilder
from hasten.builders.codon import CodonBuilder, codon_missing
from hasten.builders.mypyc import MypycBuilder, mypyc_missing
from hasten.builders.native import NativeBuilder, native_missing
from hasten.builders.numba import NumbaBuilder
from hasten.builders.python import PythonBuilder
from hasten.builders.pythran import PythranBuilder, pythran_missing

__all__ = [
    "BuildCache", "ChosenBuilder", "CodonBuilder", "MypycBuilder", "NativeBuilder", "NumbaBuilder", "PythonBuilder",
    "PythranBuilder", "codon_missing", "mypyc_missing", "native_missing", "pythran_missing",
]  # fmt: skip
