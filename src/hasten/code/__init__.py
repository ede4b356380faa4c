"""Read and edit Python source: positions, names, effects, types, loops, text edits.

Nothing here imports, compiles for running, or executes the code it reads. Every edit is a set of spans over the
original text, so that lines which no edit touches survive byte for byte.
"""
