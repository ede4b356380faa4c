"""Training data out of stored runs: every record carries its evidence, its licence and where it comes from.

* ``pairs``: slow and fast versions with inputs and evidence, in PIE's and Effi-Code's shapes;
* ``refused``: candidates that looked faster and were not, or were wrong, with the counterexample;
* ``trajectories``, ``rewards``: what a search tried, step by step, with bounded rewards;
* ``edit_sequences``: insertions that lead to a program through programs that parse and lint;
* ``near_duplicates``, ``splits``: train and test parts without near relatives on both sides.
"""
