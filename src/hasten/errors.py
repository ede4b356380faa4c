"""The few errors that hasten raises. Each message is one plain sentence: the thing, the value, the next step."""

from __future__ import annotations


class HastenError(Exception):
    """Base of all errors that are meant for the user: the command line prints the message and exits with 2."""


class InvalidArgument(HastenError):
    """A value given by the caller breaks a stated rule."""


class TargetError(HastenError):
    """The target cannot be found, parsed, imported or is of a kind that is not supported."""


class InputsError(HastenError):
    """The inputs cannot be made: the callable is missing, raises, is empty or does not fit the signature."""


class Refused(HastenError):
    """The target cannot be judged: not repeatable, never ends, or always raises.

    Unlike the other errors a refusal is an outcome with evidence of its own (outcome ``refused``, exit code 2).
    """


class EnvironmentProblem(HastenError):
    """The machine lacks something that the request needs."""


class StoreError(HastenError):
    """The run store cannot be read or written."""
