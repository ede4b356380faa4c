"""Hypothesis as one more searcher: its own strategies, a fresh seed, and a database that keeps what failed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hasten.core.values import CallTree, canonical
from hasten.inputs.constants import Constants
from hasten.inputs.hypothesis_strategies import search
from hasten.inputs.signature import Signature
from hasten.oracles.session import Finding, Session

#: Calls tried; each runs both sides in fresh forks, so this stage is the dearest for what it adds.
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

    def differs(call: CallTree) -> bool:
        if session.late:
            return False
        found = session.try_calls([call])
        if found is not None:
            shown[canonical(call)] = found
        return found is not None

    with tempfile.TemporaryDirectory() as folder:
        smallest = search(
            signature,
            differs,
            seed=seed,
            home=home or Path(folder),
            constants=constants,
            max_examples=EXAMPLES,
            key=key,
        )
    return None if smallest is None else shown.get(canonical(smallest))
