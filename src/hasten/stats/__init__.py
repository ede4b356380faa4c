"""Pure functions on numbers: no clock, no files, no randomness of their own; standard library only.

``order`` and ``intervals``: medians with exact intervals, the headline. ``sizes``: rows by size class, the crossing.
``betting``: the race. ``censoring``: signs and bounds of runs that were stopped. ``calibration``: what a machine
resolves. ``growth``: complexity classes. ``multiplicity``: many claims at once. ``proportions``: rates.
``diagnostics``: what spoils a measurement. A statistic that cannot be computed is a ``Degenerate``, and that counts
against the candidate. Import from the modules; this package re-exports nothing, so that each costs only itself.
"""
