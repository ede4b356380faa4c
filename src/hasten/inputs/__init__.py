"""Inputs: what a target can be called with, all on trees and domains; nothing is executed here.

* ``domains``, ``signature``, ``guards``, ``contracts``, ``doctests``, ``usage``: what the arguments may be;
* ``constants``, ``boundaries``, ``generate``, ``relations``, ``mutate``, ``exhaustive``, ``hypothesis_strategies``:
  calls to try;
* ``corpus``, ``shrink``: which calls to keep, and the smallest that shows something;
* ``grow``, ``workloads``: calls large enough to measure.
"""
