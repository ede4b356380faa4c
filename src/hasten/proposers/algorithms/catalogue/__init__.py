"""The index of named computations: each file holds a family, each algorithm a slow reference and a fast replacement.

How to add one: ``docs/how-to/add-an-algorithm.md``.
"""
