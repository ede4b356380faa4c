"""Why a function is not compiled."""

from __future__ import annotations


class Unsupported(Exception):
    """The function does something that compiled code cannot do exactly; the message is one phrase for the report."""
