"""Recursion to memory and to tables: the state of a pure recursive function is found, and each state is solved once.

``find`` tells which parameters make up the state and how calls change them. ``sliced`` turns parts of a sequence into
places in it, so that states are cheap to remember; ``shifted`` fills a table in an order in which everything a state
needs is there already, without recursion.
"""

from hasten.proposers.algorithms.recursion.proposals import Rewriting, rewritings

__all__ = ["Rewriting", "rewritings"]
