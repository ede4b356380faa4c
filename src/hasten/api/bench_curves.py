"""Best-so-far curves of stored runs, for any two searches at equal cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hasten.bench.curves import Curve, curve, mean_at, share_reached
from hasten.bench.table import text_table
from hasten.errors import InvalidArgument
from hasten.stores.runs import RunRecord, RunStore

_TIMES_S = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 60.0, 300.0)
_TARGETS = (1.1, 2.0, 10.0)


def curves_of(store: RunStore, groups: Mapping[str, Sequence[str]]) -> dict[str, list[Curve]]:
    """Curves of the named runs of each group; ``last`` and parts of names work as elsewhere.

    Raises:
        StoreError: There is no such run.
        InvalidArgument: A run holds no candidates.
    """
    found: dict[str, list[Curve]] = {}
    for name, runs in groups.items():
        records = [store.run(run) for run in runs] or [r for r in store.runs() if searched(r)]
        curves = [curve(list(store.fates(record.name))) for record in records]
        if not curves:
            raise InvalidArgument(f"group {name} has no runs; `hasten report --list` shows them")
        found[name] = curves
    return found


def searched(record: RunRecord) -> bool:
    """Whether a run is a search."""
    return str(record.settings.get("what", "optimize")) == "optimize"


def curve_table(groups: Mapping[str, Sequence[Curve]]) -> str:
    """Geometric mean of the best ratio after each time, and the share of runs that reached a target by the end."""
    latest = max(c.spent_s for curves in groups.values() for c in curves)
    times = [t for t in _TIMES_S if t < latest] + [latest]
    rows = []
    for name, curves in groups.items():
        means = [f"{mean_at(curves, t):.2f}x" for t in times]
        shares = [f"{share_reached(curves, target, latest):.0%}" for target in _TARGETS]
        rows.append([f"{name} ({len(curves)} runs)", *means, *shares])
    heads = ["search", *(f"{t:.3g} s" for t in times), *(f"reach {target:g}x" for target in _TARGETS)]
    return text_table(heads, rows)
