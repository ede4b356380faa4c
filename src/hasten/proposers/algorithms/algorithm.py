"""One named computation: a slow, obvious reference and a fast replacement for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Algorithm:
    """An entry of the index.

    Attributes:
        name: What is computed, ``count_pairs_with_sum``.
        fast: The replacement. Its source text is what is proposed, so it is written to be read: it stands alone
            (nothing but the standard library and functions nested inside), takes positional parameters only, does not
            change its arguments, returns at its own level, and says ``return None`` where nothing is found.
        reference: The slow and obvious form with the same parameters and results; a test compares the two.
        takes: The kind of each parameter, see ``kinds.py``.
        growth: Growth of the reference and of the replacement, ``("O(n^2)", "O(n)")``.
        exact: Why the results are equal, and for which values.
        source: Where the idea comes from.
        comment: One line that is put above the replaced body, or "".
        bakes: Parameters that the target may hold as a constant (a modulus, a list of coins) instead of taking.
        requires: Expression over the parameters that must hold for ``fast`` to be right, or "". Where it does not hold
            the original code is kept.
        text: Source of ``fast`` where it is in no file, or "".
    """

    name: str
    fast: Callable[..., Any]
    reference: Callable[..., Any]
    takes: tuple[str, ...]
    growth: tuple[str, str]
    exact: str
    source: str
    comment: str = ""
    bakes: tuple[str, ...] = ()
    requires: str = ""
    text: str = ""

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the parameters of ``fast``, in order."""
        code = self.fast.__code__
        return code.co_varnames[: code.co_argcount]

    @property
    def summary(self) -> str:
        """The first line of the docstring of ``fast``, without its full stop."""
        return (self.fast.__doc__ or self.name).strip().partition("\n")[0].rstrip(".")


def algorithm(
    *,
    reference: Callable[..., Any],
    takes: tuple[str, ...],
    growth: tuple[str, str],
    exact: str,
    source: str,
    comment: str = "",
    bakes: tuple[str, ...] = (),
    requires: str = "",
) -> Callable[[Callable[..., Any]], Algorithm]:
    """Make an entry of the index of the function below; the arguments are the attributes of ``Algorithm``.

    Example:
        >>> @algorithm(
        ...     reference=lambda n: sum(range(n + 1)),
        ...     takes=("int",),
        ...     growth=("O(n)", "O(1)"),
        ...     exact="integers of any size; the sum is empty below 1",
        ...     source="Gauss' sum",
        ... )
        ... def sum_up_to(n):
        ...     return n * (n + 1) // 2 if n > 0 else 0
        >>> sum_up_to.name
        'sum_up_to'
    """

    def make(fast: Callable[..., Any]) -> Algorithm:
        return Algorithm(fast.__name__, fast, reference, takes, growth, exact, source, comment, bakes, requires)

    return make
