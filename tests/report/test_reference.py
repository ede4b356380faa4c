"""Keeps ``docs/reference/evidence.md`` in step with the code: the page is made here, from the schema and real records.

HASTEN_WRITE_DOCS=1 pytest tests/report/test_reference.py   # writes the page anew
"""

import json
import os
import types
import typing
from pathlib import Path

import pytest

from hasten.core.verdict import LEVELS
from hasten.report.caveats import CAVEATS
from hasten.report.context import Cost, RunContext
from hasten.report.evidence_json import to_json
from hasten.report.schema import EvidenceDocument, Part
from hasten.report.text import report_text
from hasten.testing import specimens

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "evidence.md"

MACHINE = {
    "cpu": "Example CPU 2.80 GHz", "cores": 2, "architecture": "x86_64", "system": "Linux", "kernel": "6.1.0",
    "python": "3.11.7", "implementation": "CPython", "memory_bytes": 8_000_000_000, "load": [0.4, 0.6, 0.5],
}
OUTCOMES = {
    "faster": (
        "Confirmed: the low end of the interval is above 1, and the estimate is above what this machine resolves.", "0",
    ),
    "not_faster": (
        "Measured well enough to say that it is not. `optimize` then offers no variant.", "0 (`optimize --check`: 1)",
    ),
    "slower": ("Confirmed to be slower. Only `compare` says so.", "1"),
    "no_difference": ("No difference was found; `verdict.word` is `proved` or `searched`.", "0"),
    "differs": ("An input was found on which the two sides part; it is in `counterexample`.", "1"),
    "refused": ("The target cannot be judged: unsupported, not repeatable, never ends, always raises.", "2"),
    "inconclusive": ("Not enough budget, inputs or resolution to say.", "3"),
}
EMPTY = (None, [], {}, "", {"before": None, "after": None})


def report(outcome):
    command, make = specimens.OUTCOMES[outcome]
    evidence = make()
    new = None
    if command != "optimize":
        new = specimens.target(file="new.py", source=evidence.candidate.payload.source)
    asked = "slow.py::dedupe new.py::dedupe" if new else "slow.py::dedupe"
    fates = specimens.fates() if outcome in ("faster", "not_faster") else ()
    return evidence, RunContext(
        command, run="20261121-141502-dedupe-3f9a", target=specimens.target(), new_target=new, fates=fates,
        workload=specimens.workload(), cost=Cost(21.3, 34.1, len(fates), 0), seed=0, machine=MACHINE,
        reproduce=f"hasten {command} {asked} --inputs inputs.py::workload --seed 0",
    )


def type_name(hint):
    if hint is type(None):
        return "null"
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return " or ".join(type_name(arg) for arg in args)
    if origin is typing.Literal:
        return "text"
    if origin is list:
        return f"array of {plural(args[0])}"
    if origin is dict or (isinstance(hint, type) and issubclass(hint, Part)):
        return "object"
    return {str: "text", int: "integer", float: "number", bool: "true or false"}[hint]


def plural(hint):
    return {str: "text"}.get(hint, "objects")


def part_of(hint):
    for inside in (hint, *typing.get_args(hint)):
        if isinstance(inside, type) and issubclass(inside, Part):
            return inside
    return None


def rows(model):
    for name, field in model.model_fields.items():
        key = field.alias or name
        yield key, field.annotation, field.description


def table(model):
    lines = ["| key | type | meaning |", "|---|---|---|"]
    return [*lines, *(f"| `{key}` | {type_name(hint)} | {meaning} |" for key, hint, meaning in rows(model))]


def page():
    out = [
        "# The Evidence JSON", "",
        "`--json FILE` writes one object (`--json -`: to standard output, with nothing else on it); several targets",
        "give an array. It is strict JSON in ASCII: numbers are finite, every key below is always present and is",
        "null (or empty) where nothing is known. Keys are only ever added, so skip those that you do not know. Unless",
        "a unit is named, times are seconds, sizes are counts and factors are old over new: above 1 is better.", "",
        "This page is made by `tests/report/test_reference.py` from the schema (`hasten.report.schema`) and from",
        "records that went through the code.", "",
        "## Outcomes", "", "| `outcome` | means | exit code |", "|---|---|---|",
        *(f"| `{name}` | {meaning} | {code} |" for name, (meaning, code) in OUTCOMES.items()), "",
        "## Keys", "", *table(EvidenceDocument), "",
    ]
    for key, hint, _ in rows(EvidenceDocument):
        if (part := part_of(hint)) is not None and key != "new":
            name = "`target` and `new`" if key == "target" else f"`{key}`"
            of_each = ", of each object" if typing.get_origin(hint) is list else ""
            out += [f"### {name}{of_each}", "", part.__doc__.strip(), "", *table(part), ""]
    out += [
        "## Levels", "", f"`verdict.level` is one of these, weakest first: {named(LEVELS)}.",
        "What each compares is in [How hasten verifies](../explanation/verifying.md).", "",
        "## Caveats", "", "The name of a caveat is from this list; its text adds the numbers behind it.", "",
        "| name | what was seen | what to do |", "|---|---|---|",
        *(f"| `{name}` | {text.says} | {text.advice} |" for name, text in sorted(CAVEATS.items())), "",
        "## Examples", "",
    ]
    for outcome in OUTCOMES:
        out += example(outcome)
    return "\n".join(out).rstrip("\n") + "\n"


def named(keys):
    return ", ".join(f"`{key}`" for key in keys)


def shortened(value):
    """Six digits: the last ones differ between mathematical libraries."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, dict):
        return {key: shortened(item) for key, item in value.items()}
    return [shortened(item) for item in value] if isinstance(value, list) else value


def example(outcome):
    evidence, context = report(outcome)
    document = shortened(to_json(evidence, context))
    lines = [
        f"### `{outcome}`", "", "```console", f"$ {context.reproduce} --json evidence.json",
        *report_text(evidence, context).rstrip("\n").splitlines(), "```", "",
    ]
    if outcome != "faster":
        first = shortened(to_json(*report("faster")))
        empty = [key for key, value in document.items() if value in EMPTY]
        same = [key for key, value in document.items() if value == first[key] and key not in ("schema", *empty)]
        document = {key: value for key, value in document.items() if key not in (*empty, *same)}
        lines += [
            f"Not shown, because null or empty: {named(empty)}; because as in the first example: {named(same)}.",
            "",
        ]
    return [*lines, "```json", *json.dumps(document, indent=2).splitlines(), "```", ""]


def test_the_page_is_what_the_code_does():
    text = page()
    if os.environ.get("HASTEN_WRITE_DOCS"):
        PAGE.write_text(text, encoding="utf-8")
    assert text == PAGE.read_text(encoding="utf-8"), "write it anew with HASTEN_WRITE_DOCS=1 in the environment"


def test_every_outcome_of_the_schema_is_explained():
    (hint,) = (hint for key, hint, _ in rows(EvidenceDocument) if key == "outcome")
    assert set(typing.get_args(hint)) == set(OUTCOMES) == set(specimens.OUTCOMES)


def parts(model):
    yield model
    for _, hint, _ in rows(model):
        if (part := part_of(hint)) is not None:
            yield from parts(part)


@pytest.mark.parametrize("model", sorted(set(parts(EvidenceDocument)), key=lambda m: m.__name__))
def test_every_key_says_what_it_means(model):
    for key, _, meaning in rows(model):
        assert meaning and meaning.rstrip().endswith("."), (model, key)
