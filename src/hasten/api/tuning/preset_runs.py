"""Presets from stored runs, with the holes of the table filled by runs of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from hasten.api.tuning.presets import Preset, fates_by_target, greedy_cover, table_of
from hasten.api.tuning.request import TuneOptions
from hasten.api.tuning.tune import tune_target
from hasten.core.declared import restored
from hasten.stores.runs import RunRecord, RunStore

#: Of each target, this many of its best settings are tried on all the others.
_EACH = 3


def build_presets(
    store: RunStore,
    records: Sequence[RunRecord],
    *,
    count: int,
    fill: bool,
    environ: Mapping[str, str],
    say: Callable[[str], None] = lambda _: None,
) -> list[Preset]:
    """A greedy cover over what the runs tried.

    Args:
        store: Where the runs are, and where further ones are kept.
        records: The runs.
        count: Most presets.
        fill: Whether the best settings of each target are first tried on every other.
        environ: The user's environment.
        say: Told of each target that is filled up.
    """
    fates = fates_by_target(store, records)
    if fill:
        table, settings = table_of(fates)
        wanted = list(dict.fromkeys(
            key for row in table.values()
            for key in sorted((k for k in row if row[k] > 1.0), key=lambda k: -row[k])[:_EACH]
        ))  # fmt: skip
        seen: set[str] = set()
        for record in records:
            target_key = f"{record.target.source_hash}{record.workload_hash}"
            missing = [settings[k] for k in wanted if k not in table.get(target_key, {})]
            if target_key in seen or not missing:
                continue
            seen.add(target_key)
            say(f"{record.target.name}: {len(missing)} settings of the others")
            target = restored(record.target.source, folder=record.settings["folder"], file=record.target.file)
            options = TuneOptions(
                budget_s=3600.0, trials=len(missing), given={"presets/fill": missing}, given_only=True,
                environ=environ, baseline=False,
            )  # fmt: skip
            report = tune_target(target, options, store=store)
            fates[target_key].extend(report.context.fates)
    return greedy_cover(*table_of(fates), count=count)
