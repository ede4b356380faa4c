"""Sandboxed child processes: the only place that runs foreign code."""

from hasten.run.interpreter import Interpreter, find_interpreter
from hasten.run.runner import Runner
from hasten.run.sandbox import Sandbox
from hasten.run.worker import COMPUTED_LATE, Died, TimedOut, Worker
from hasten.run.zygote import Zygote

__all__ = [
    "COMPUTED_LATE", "Died", "Interpreter", "Runner", "Sandbox", "TimedOut", "Worker", "Zygote", "find_interpreter",
]  # fmt: skip
