"""The command line: one file per command; the only reader of the environment. Imports are lazy, help is quick."""
