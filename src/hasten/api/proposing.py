"""Who proposes: what is always there, what the request adds, and what a benchmark puts in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from hasten.api.options import Options
from hasten.api.setup import require_trust
from hasten.core import Listener, Proposer
from hasten.proposers.outside import OutsideProposer
from hasten.run import Sandbox


@contextmanager
def proposing(
    options: Options, sandbox: Sandbox, usual: Sequence[Proposer]
) -> Iterator[tuple[Sequence[Proposer], Sequence[Listener]]]:
    """The proposers of a request, and those of them that want to be told of fates.

    An outside proposer comes first: the user asked for it by name.

    Raises:
        EnvironmentProblem: Foreign code cannot be contained here, and the user did not trust it.
        InvalidArgument: The command does not start.
    """
    if options.proposer is None:
        yield usual, ()
        return
    require_trust(sandbox, options)
    with OutsideProposer(options.proposer) as outside:
        yield [outside, *usual], [outside]
