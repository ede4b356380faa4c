"""Benchmarks: the field's published metrics, recomputed exactly, with hasten's clock and oracle underneath.

* ``task``: what a benchmark asks; ``sample``: what a system answers; ``results``: what became of each answer;
* ``adapters/``: one file per benchmark, from its files to tasks;
* ``scores/``: one file per metric, pure functions on results;
* ``execution``, ``harness``: run samples in the sandbox, in parallel, so that a killed run goes on;
* ``table``, ``page``, ``comparison``: results for people, and two sets of results side by side.
"""
