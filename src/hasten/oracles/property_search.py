"""Hypothesis as one more searcher: its own strategies, a fresh seed, and a database that keeps what failed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import Phase

from hasten.core.values import CallTree, canonical
from hasten.inputs.constants import Constants
from hasten.inputs.hypothesis_strategies import search
from hasten.inputs.signature import Signature
from hasten.oracles.session import Finding, Session

#: Calls tried.
EXAMPLES = 60


def property_search(
    session: Session, signature: Signature, constants: Constants, *, seed: int, home: Path | None, key: str
) -> Finding | None:
    """A confirmed difference on a call that hypothesis made and shrank, or None.

    Args:
        session: Runs and compares.
        signature: Parameters with their domains.
        constants: Constants of both sides.
        seed: Seed of the search.
        home: Folder for hypothesis' database; None: one that is thrown away.
        key: Name of the target in that database.
    """
    shown: dict[str, Finding] = {}
    drawn: dict[str, CallTree] = {}

    def noted(call: CallTree) -> bool:
        drawn.setdefault(canonical(call), call)
        return False

    def differs(call: CallTree) -> bool:
        if session.late:
            return False
        found = session.try_calls([call])
        if found is not None:
            shown[canonical(call)] = found
        return found is not None

    with tempfile.TemporaryDirectory() as folder:

        def searched(shows: Callable[[CallTree], bool], *phases: Phase) -> CallTree | None:
            return search(
                signature,
                shows,
                seed=seed,
                home=home or Path(folder),
                constants=constants,
                max_examples=EXAMPLES,
                key=key,
                phases=phases,
            )

        smallest = searched(differs, Phase.reuse, Phase.shrink) if home is not None else None
        if smallest is None:
            # Calls travel together first: one by one, with forks for each side, is only worth it for shrinking.
            searched(noted, Phase.generate)
            found = session.try_calls(drawn.values())
            if found is None:
                return None
            smallest = searched(differs, Phase.reuse, Phase.generate, Phase.shrink)
            if smallest is None:
                return found
    return shown.get(canonical(smallest))
