"""What is exported, as JSON objects: pairs, refused candidates, trajectories, edit sequences.

Every object has ``schema``, ``licence`` and ``origin`` (run, file, function, digest of the source).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hasten.code.diffs import unified_diff
from hasten.core.candidate import SourceEdit
from hasten.core.evidence import Evidence
from hasten.export.edit_sequences import edit_sequence
from hasten.export.rewards import reward, speedup_of
from hasten.stores.runs import RunRecord

SCHEMA = "hasten.export/1"
_ASK = "Make this function faster. It must behave exactly as it does now."


@dataclass(frozen=True)
class Licensed:
    """What is said of every record.

    Attributes:
        licence: Under which the code may be used, as the exporter states it.
        run: The run that the record comes from.
    """

    licence: str
    run: RunRecord

    def common(self, kind: str) -> dict[str, Any]:
        """The fields that all records share."""
        target = self.run.target
        return {
            "schema": SCHEMA, "kind": kind, "licence": self.licence,
            "origin": {
                "run": self.run.name, "file": target.file.name, "function": target.name,
                "source_hash": target.source_hash, "date": self.run.started,
            },
        }


def variant_of(run: RunRecord) -> str | None:
    """The accepted variant of a run, None where nothing faster was confirmed."""
    evidence = run.evidence
    if evidence is None or evidence.outcome != "faster" or evidence.candidate is None:
        return None
    payload = evidence.candidate.payload
    return payload.source if isinstance(payload, SourceEdit) else None


def pair(about: Licensed, inputs: str) -> dict[str, Any]:
    """A slow and a fast version with inputs and evidence, enough to check it again from this record alone.

    Args:
        about: Licence and run; the run must have an accepted variant.
        inputs: Text of a module with ``calls()``, which gives the workload.
    """
    run = about.run
    evidence, fast = run.evidence, variant_of(run)
    if evidence is None or fast is None:
        raise ValueError(f"run {run.name} has no accepted variant")
    candidate, verdict, speedup = evidence.candidate, evidence.verdict, evidence.speedup
    return {
        **about.common("pair"), "name": run.target.name, "module": run.target.module,
        "slow": run.target.source, "fast": fast, "inputs": inputs,
        "diff": unified_diff(run.target.source, fast, file=run.target.file.name),
        "speedup": None if speedup is None else {
            "estimate": speedup.estimate, "low": speedup.low, "high": speedup.high, "confidence": speedup.confidence,
            "pairs": speedup.pairs, "processes": speedup.processes, "bound": speedup.bound,
        },
        "old_s": sum(row.old * row.calls for row in evidence.sizes),
        "new_s": sum(row.new * row.calls for row in evidence.sizes),
        "verdict": None if verdict is None else {
            "word": verdict.word, "level": verdict.level, "inputs": verdict.inputs, "scenarios": verdict.scenarios,
            "weak": verdict.weak, "waivers": dict(verdict.waivers),
        },
        "growth": [evidence.growth_before, evidence.growth_after],
        "proposer": candidate.proposer if candidate else "", "rationale": candidate.rationale if candidate else "",
        "needs": list(candidate.needs) if candidate else [], "caveats": [c.name for c in evidence.caveats],
        "resolution": evidence.resolution, "machine": dict(run.closing.get("machine", {})),
    }


def as_pie(record: Mapping[str, Any]) -> dict[str, Any]:
    """A pair with the keys of PIE's splits; the whole record stays beside them."""
    old_s, new_s = float(record["old_s"]), float(record["new_s"])
    origin = record["origin"]
    return {
        "user_id": "hasten", "problem_id": f"{origin['file']}::{origin['function']}", "language": "python",
        "submission_id_v0": origin["source_hash"][:12], "submission_id_v1": origin["run"],
        "cpu_time_v0": old_s, "cpu_time_v1": new_s, "status_v0": "Accepted", "status_v1": "Accepted",
        "improvement_frac": 100.0 * (1.0 - new_s / old_s) if old_s > 0 else 0.0,
        "input": record["slow"], "target": record["fast"], **record,
    }


def as_efficode(record: Mapping[str, Any]) -> dict[str, Any]:
    """A pair as an instruction and its answer, as Effi-Code's instruction-tuning files have it."""
    return {
        "conversations": [
            {"from": "human", "value": f"{_ASK}\n\n```python\n{record['slow'].rstrip()}\n```"},
            {"from": "gpt", "value": f"```python\n{record['fast'].rstrip()}\n```"},
        ],
        **record,
    }


def refused(about: Licensed, fates: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Candidates that were not accepted, each with its reason, and the counterexample where one was found."""
    found = []
    for fate in fates:
        candidate = fate.candidate
        if fate.outcome == "faster" or candidate is None or not isinstance(candidate.payload, SourceEdit):
            continue
        shown = fate.verdict.counterexample if fate.verdict is not None else None
        found.append({
            **about.common("refused"), "name": about.run.target.name, "original": about.run.target.source,
            "candidate": candidate.payload.source,
            "diff": unified_diff(about.run.target.source, candidate.payload.source, file=about.run.target.file.name),
            "outcome": fate.outcome, "reason": fate.reason, "ratio": speedup_of(fate), "proposer": candidate.proposer,
            "rationale": candidate.rationale,
            "counterexample": None if shown is None else {
                "kind": shown.kind, "call": shown.call, "old": shown.old, "new": shown.new,
            },
        })
    return found


def trajectory(about: Licensed, fates: Sequence[Evidence]) -> dict[str, Any] | None:
    """All candidates of a run in the order tried, each with its reward; None where nothing was tried."""
    steps = []
    for fate in fates:
        candidate = fate.candidate
        if candidate is None or not isinstance(candidate.payload, SourceEdit):
            continue
        steps.append({
            "key": candidate.key, "parents": list(candidate.parents), "proposer": candidate.proposer,
            "rationale": candidate.rationale, "source": candidate.payload.source, "outcome": fate.outcome,
            "reason": fate.reason, "ratio": speedup_of(fate), "reward": reward(fate),
        })
    if not steps:
        return None
    final = about.run.evidence
    return {
        **about.common("trajectory"), "name": about.run.target.name, "original": about.run.target.source,
        "steps": steps, "outcome": final.outcome if final is not None else "unfinished",
        "final_reward": reward(final) if final is not None and final.candidate is not None else None,
    }


def edits(about: Licensed, *, rng: random.Random) -> dict[str, Any] | None:
    """The accepted variant as insertions, or the original where there is none; None where it does not lint."""
    text = variant_of(about.run) or about.run.target.source
    sequence = edit_sequence(text, rng=rng)
    if sequence is None:
        return None
    return {
        **about.common("edits"), "name": about.run.target.name, "program": text, "states": list(sequence.states),
        "edits": list(sequence.edits),
    }
