"""Proposers: each yields candidates for a target, best first, and judges none of them.

``rules`` rewrites slow patterns, ``algorithms`` replaces computations that it recognises, ``random_edits`` is the
baseline that every search is compared with. A proposer is imported from its own module, so that nothing is loaded
that is not used.
"""
