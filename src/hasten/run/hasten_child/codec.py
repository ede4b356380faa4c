"""Values as trees and back, on the child side; the grammar is in docs/explanation/architecture.md.

Where the grammar leaves a choice, it is decided here:

* numbers for ``["r", n]`` are given in pre-order; the base tree of a ``u`` takes none of its own, and ``a`` and ``it``
  take one each;
* ``u`` stands for every instance with a builtin part: ``deque`` (base ``l``, attribute ``maxlen``), ``defaultdict``
  (base ``d``, attribute ``default_factory``), ``io.StringIO`` (base text, attribute ``pos``), ``array.array`` (base
  ``l``, attribute ``typecode``), exceptions (base ``t`` of the arguments), dict views (base ``l``);
* numpy scalars are expressions (``["x", "numpy.float64(1.5)"]``);
* a string or bytes beyond the cap is ``["cut", count, sha256, head]``, also as the part of a ``b`` or ``B``;
* a container nested deeper than ``DEEPEST`` is a ``cut`` of one item, whose digest covers everything below.
"""

from __future__ import annotations

from .classes import class_name, digest, dumps, instance_attributes, is_python_class
from .decoder import decode, decode_call, library_names, names_for
from .encoder import Memo, encode, encode_call, fingerprint, stand_in_for_lock, stand_in_for_rlock
from .rebuild import CannotDecode

__all__ = [
    "CannotDecode",
    "Memo",
    "class_name",
    "decode",
    "decode_call",
    "digest",
    "dumps",
    "encode",
    "encode_call",
    "fingerprint",
    "instance_attributes",
    "is_python_class",
    "library_names",
    "names_for",
    "stand_in_for_lock",
    "stand_in_for_rlock",
]
