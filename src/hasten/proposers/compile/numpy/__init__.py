"""Loops as operations on whole arrays: numpy in the user's own function, the function as it was behind it.

* ``affine``, ``bounds``: lengths and places of arrays, and how large integers become;
* ``terms``, ``operations``, ``reading``: values of loops as expressions of numpy, where those are exact;
* ``loops``, ``kept``, ``nest``: statements, loops that become dimensions and loops that stay;
* ``folds``, ``storing``, ``made``, ``returning``: what leaves the loops;
* ``arguments``, ``function``: the test of the arguments, and the new text of the function.
"""

from hasten.proposers.compile.numpy.function import Vectorised, vectorised

__all__ = ["Vectorised", "vectorised"]
