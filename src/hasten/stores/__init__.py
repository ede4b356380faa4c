"""Stores: the append-only record of runs, candidates and their fates.

Members: ``MemoryStore`` (nothing outlives the process) and ``SqlStore`` (SQLite under ``.hasten/``, or any database
that SQLAlchemy reaches by URL). Both keep the ``RunStore`` protocol; ``hasten.testing.store_suite`` holds its
conformance tests.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hasten.stores.memory import MemoryStore
    from hasten.stores.names import run_name, target_key
    from hasten.stores.runs import RunRecord, RunStore
    from hasten.stores.sql import SqlStore

# SQLAlchemy takes a tenth of a second to import: only who asks for the SQL store pays for it.
_HOME = {
    "MemoryStore": "hasten.stores.memory",
    "SqlStore": "hasten.stores.sql",
    "RunRecord": "hasten.stores.runs",
    "RunStore": "hasten.stores.runs",
    "run_name": "hasten.stores.names",
    "target_key": "hasten.stores.names",
}

__all__ = ["MemoryStore", "SqlStore", "RunRecord", "RunStore", "run_name", "target_key"]


def __getattr__(name: str) -> Any:
    """Import ``name`` from its home at first use."""
    if name not in _HOME:
        raise AttributeError(f"module 'hasten.stores' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
