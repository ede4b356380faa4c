"""Inputs: what a target can be called with, all on trees and domains; nothing is executed here.

What the arguments may be
    ``learn`` puts together what ``signature``, ``infer``, ``guards``, ``contracts``, ``doctests`` and ``usage`` find;
    ``domains``, ``membership``, ``preferences`` and ``part_domain`` work on the result.
Calls to try
    ``sweep`` over ``boundaries`` (tables, ``ladder``, ``constants``), ``generate`` with ``relations``, ``mutate``,
    ``exhaustive``, ``hypothesis_strategies``; ``corpus`` and ``too_slow`` remember which are worth varying.
Small and large
    ``shrink`` and ``shrink_sequence`` find the smallest call that shows something, ``grow`` makes calls large enough to
    be measured, ``typical`` and ``workloads`` make a workload where none is given.
"""
