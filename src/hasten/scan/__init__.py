"""Scan: where slow patterns stand in a tree of files, found without running anything.

The detectors are those of the rewrite rules. ``gate`` decides from the bytecode which functions are worth a look,
``worth`` which findings a reader is shown, ``engine`` runs both over a file, ``tree`` over many.
"""
