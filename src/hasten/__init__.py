"""hasten: the same code, faster, with evidence.

The front door. Names are imported when they are first used (PEP 562), so that ``import hasten`` costs next to nothing.

Example:
    >>> import hasten
    >>> hasten.Call(([3, 1],), {"reverse": True}).kwargs
    {'reverse': True}
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hasten.api.front import compare, optimize, tune, verify
    from hasten.core.budget import Budget
    from hasten.core.candidate import Candidate
    from hasten.core.command_target import CommandTarget
    from hasten.core.evidence import Evidence
    from hasten.core.protocols import Builder, Meter, Oracle, Proposer
    from hasten.core.space import Space
    from hasten.core.target import Target
    from hasten.core.verdict import Verdict
    from hasten.core.workload import Call, Workload
    from hasten.errors import HastenError

__version__ = "0.1.0.dev0"

_HOME = {
    "optimize": "hasten.api.front",
    "verify": "hasten.api.front",
    "compare": "hasten.api.front",
    "tune": "hasten.api.front",
    "CommandTarget": "hasten.core.command_target",
    "Space": "hasten.core.space",
    "Call": "hasten.core.workload",
    "Target": "hasten.core.target",
    "Workload": "hasten.core.workload",
    "Budget": "hasten.core.budget",
    "Evidence": "hasten.core.evidence",
    "Candidate": "hasten.core.candidate",
    "Verdict": "hasten.core.verdict",
    "Proposer": "hasten.core.protocols",
    "Builder": "hasten.core.protocols",
    "Oracle": "hasten.core.protocols",
    "Meter": "hasten.core.protocols",
    "HastenError": "hasten.errors",
}

__all__ = [
    "optimize", "verify", "compare", "tune", "Call", "Target", "Workload", "Budget", "Evidence", "Candidate", "Verdict",
    "Proposer", "Builder", "Oracle", "Meter", "HastenError", "CommandTarget", "Space",
    "__version__",
]


def __getattr__(name: str) -> Any:
    """Import ``name`` from its home at first use."""
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'hasten' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """All public names, also those not imported yet."""
    return sorted({*globals(), *__all__})
