"""Builders turn a candidate into something that runs; ``python`` only checks that the edited source compiles."""

from hasten.builders.python import PythonBuilder

__all__ = ["PythonBuilder"]
