"""Loops whose rounds do not depend on one another, found in a kernel: their rounds may be shared out among threads.

What the rounds have in common is put together in the order of the rounds, so that a result does not depend on how many
threads there were, nor on which of them was first: sums of integers (checked), what is appended, the least or greatest,
and sums of floats, whose terms are computed by the threads and added up afterwards, one by one.
"""

from hasten.proposers.compile.parallel.shared_out import Parallel, in_parallel, some_in_parallel

__all__ = ["Parallel", "in_parallel", "some_in_parallel"]
