"""Types of every expression of a closed world: a fixpoint over all its code at once, blind to the order of statements.

Sound by construction: a type is what can ever flow there, given that what comes from outside is checked on the way in.
Whatever is not understood is ``any``, and a place that cannot be taken over (an effect on the outside, an unknown
call) *declines*: reaching it gives the whole call up, which the plain function then runs.

* ``whole``: the fixpoint; ``body``: one pass over one function; ``part``: what its parts share;
* ``statements``, ``names``, ``calls``, ``builtin_calls``, ``containers``, ``operators``: the parts;
* ``arguments``, ``syntax``: what they use.
"""

from hasten.proposers.compile.mypyc.inference.whole import Inference

__all__ = ["Inference"]
