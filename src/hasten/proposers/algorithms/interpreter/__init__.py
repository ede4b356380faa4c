"""A bounded interpreter for plain, pure Python: a piece of a function is tried on small values in the parent.

It walks the syntax tree; nothing of the code is compiled or handed to Python. Everything is refused that is not on its
lists: values are builtin containers and scalars, functions are the module's own and a table of pure builtins, steps and
sizes are bounded. What it does not know ends in ``Unsupported``, never in an effect.
"""

from hasten.proposers.algorithms.interpreter.evaluate import Interpreter, Returned
from hasten.proposers.algorithms.interpreter.limits import RAISED, OutOfSteps, Stopped, Unsupported

__all__ = ["RAISED", "Interpreter", "OutOfSteps", "Returned", "Stopped", "Unsupported"]
