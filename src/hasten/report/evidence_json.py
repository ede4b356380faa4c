"""The Evidence JSON: one object a target, every key of the contract always present, null where nothing is known.

Of ``Evidence.extra`` these are read: ``first_call`` {old, new}, ``break_even`` (calls), ``end_to_end`` {command,
estimate, low, high, confidence}, ``files`` (paths built for the variant),
``memory_sites`` (lines by side), ``tuning`` (how a search over settings went), ``pypy`` (what PyPy would give),
``cores`` (processors of each side). All else stays in the store.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from hasten.core.candidate import Point, SourceEdit
from hasten.core.evidence import Evidence
from hasten.core.target import Target
from hasten.errors import InvalidArgument
from hasten.report import figures
from hasten.report.context import Report, RunContext
from hasten.report.variant import diff_of, offered


def to_json(evidence: Evidence, context: RunContext) -> dict[str, Any]:
    """The evidence as a JSON object (schema ``hasten.evidence/1``, see ``schema.py``): strict, finite numbers only.

    Raises:
        InvalidArgument: The outcome or another field is none that the schema knows.
    """
    # Pydantic takes a tenth of a second to import; only who asks for JSON pays for it.
    from pydantic import ValidationError

    from hasten.report.schema import SCHEMA, EvidenceDocument

    given = {
        "schema": SCHEMA,
        "command": context.command,
        "run": context.run or None,
        "target": _target(context.target, context),
        "new": _target(context.new_target, context),
        "objective": _fields(context.objective, "name", "unit", "direction", "clock"),
        "outcome": evidence.outcome,
        "reason": evidence.reason,
        "speedup": _fields(
            evidence.speedup, "estimate", "low", "high", "confidence", "pairs", "processes", "bound", "exact"
        ),
        "sizes": [
            _fields(row, "size", "old", "new", "speedup", "low", "high", "calls", "origin", "label")
            for row in sorted(evidence.sizes, key=lambda row: (row.size, row.origin))
        ],
        "first_call": evidence.extra.get("first_call"),
        "break_even": evidence.extra.get("break_even"),
        "end_to_end": evidence.extra.get("end_to_end"),
        "workload": _fields(context.summary, "origin", "calls", "hash"),
        "verdict": _verdict(evidence),
        "counterexample": _counterexample(evidence),
        "memory": {
            "before": evidence.memory_before.peak_bytes if evidence.memory_before else None,
            "after": evidence.memory_after.peak_bytes if evidence.memory_after else None,
        },
        "growth": {
            "before": figures.growth(evidence.growth_before) if evidence.growth_before else None,
            "after": figures.growth(evidence.growth_after) if evidence.growth_after else None,
        },
        "variant": _variant(evidence, context),
        "caveats": [_fields(caveat, "name", "text") for caveat in evidence.caveats],
        "rejected": context.rejected,
        "cost": _fields(context.cost, "seconds", "cpu_seconds", "evaluations", "tokens"),
        "memory_sites": evidence.extra.get("memory_sites"),
        "tuning": evidence.extra.get("tuning"),
        "pypy": evidence.extra.get("pypy"),
        "cores": evidence.extra.get("cores"),
        "seed": context.seed,
        "machine": context.machine,
        "reproduce": context.reproduce,
    }
    try:
        document = EvidenceDocument.model_validate(_strict(given))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise InvalidArgument(f"evidence cannot be written as JSON: {place}: {first['msg']}") from error
    return document.model_dump(mode="json", by_alias=True)


def json_text(reports: Sequence[Report]) -> str:
    """The text of ``--json FILE``: one object, or an array where there are several targets; strict JSON in ASCII."""
    objects = [to_json(report.evidence, report.context) for report in reports]
    return json.dumps(objects[0] if len(objects) == 1 else objects, indent=2, allow_nan=False) + "\n"


def _fields(record: object | None, *names: str) -> dict[str, Any] | None:
    return None if record is None else {name: getattr(record, name) for name in names}


def _target(target: Target | None, context: RunContext) -> dict[str, Any] | None:
    if target is None:
        return None
    return {
        "name": target.name, "file": context.shown_file(target), "source_hash": target.source_hash,
        "language": target.language,
    }


def _verdict(evidence: Evidence) -> dict[str, Any] | None:
    verdict = evidence.verdict
    if verdict is None:
        return None
    return {
        "word": verdict.word, "level": verdict.level, "inputs": verdict.inputs, "scenarios": verdict.scenarios,
        "coverage": verdict.coverage, "waivers": verdict.waivers, "not_checked": verdict.not_checked,
        "weak": verdict.weak, "notes": verdict.notes, "cpu_seconds": verdict.cpu_s,
        "residual_risk": _fields(
            verdict.risk, "estimate", "high", "confidence", "wrong", "judged", "missed", "missed_of", "recorded",
            "recorded_high",
        ),
    }


def _counterexample(evidence: Evidence) -> dict[str, Any] | None:
    found = evidence.verdict.counterexample if evidence.verdict else None
    return _fields(found, "kind", "call", "old", "new")


def _variant(evidence: Evidence, context: RunContext) -> dict[str, Any] | None:
    candidate = offered(evidence, context)
    if candidate is None:
        return None
    return {
        "source": candidate.payload.source if isinstance(candidate.payload, SourceEdit) else None,
        "diff": diff_of(candidate, context),
        "proposer": candidate.proposer,
        "rationale": candidate.rationale,
        "needs": candidate.needs,
        "files": [str(file) for file in evidence.extra.get("files", ())],
        "settings": dict(candidate.payload.values) if isinstance(candidate.payload, Point) else None,
    }


def _strict(value: Any) -> Any:
    """The value as strict JSON can hold it: no infinities (null), no lone surrogates (escaped)."""
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, Mapping):
        return {_strict(str(key)): _strict(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_strict(item) for item in value]
    return value
