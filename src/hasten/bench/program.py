"""A program that reads standard input, as a function from text to text that can be timed like any other."""

from __future__ import annotations

_WRAPPER = '''\
import io
import sys

_CODE = compile({text!r}, "program.py", "exec", dont_inherit=True)


def main(text):
    """One run of the program in a namespace of its own: standard input in, standard output out."""
    raw = io.BytesIO()
    streams = sys.stdin, sys.stdout, sys.argv
    sys.stdin = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
    sys.stdout = out = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    sys.argv = ["program.py"]
    try:
        exec(_CODE, {{"__name__": "__main__", "__builtins__": __builtins__}})
    except SystemExit:
        pass
    finally:
        sys.stdin, sys.stdout, sys.argv = streams
    out.flush()
    return raw.getvalue().decode("utf-8", "replace")
'''


def as_function(text: str) -> str:
    """A module whose ``main(text)`` runs the program on that standard input; compiling is left out of each run.

    Standard modules are imported once for all runs, as they are in the sandbox anyway; all else of the program runs
    each time. Processes that the program starts, and input past the text (which is at its end), are not imitated.
    """
    return _WRAPPER.format(text=text)


def same_output(right: str, given: str) -> bool:
    """Whether two outputs are the same up to white space at line ends and at the end, as contest judges see it."""
    return [line.split() for line in right.split("\n") if line.strip()] == [
        line.split() for line in given.split("\n") if line.strip()
    ]
