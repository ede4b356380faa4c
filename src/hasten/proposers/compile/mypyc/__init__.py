"""Classes and whole modules for mypyc: the closed world of a function, its types, and the text that is compiled.

* ``world``: what a call can reach; ``atoms``, ``infer``, ``externals``: the types of it;
* ``given``: what recorded calls say of the arguments;
* ``recursion``: which calls are counted; ``emit`` and ``boundary.txt``: the module's text.
"""

from hasten.proposers.compile.mypyc.source import world_source

__all__ = ["world_source"]
