"""How much of a kind of slowness is seen, however it is spelled.

``tests/quality/spellings`` holds a file for each of many kinds (named like the rule, or the computation) with four
functions by authors who never saw hasten's source. Of each function the first candidates of the rules and algorithms
are run, in the sandbox, on its large input: the best ratio of CPU time among those that give what the original gives
on all inputs. Nothing is verified beyond that and no interval is made: this is a measure of what is recognised, a few
seconds a function; ``quality.py`` measures the whole.

    python benchmarks/spellings.py [--out FILE] [NAME ...]
    python benchmarks/spellings.py page [--out FILE] --write docs/results/spellings.md

Rows are appended to ``--out`` (default ``.hasten/spellings.jsonl``); of each function the last one counts.
"""

from __future__ import annotations

import argparse
import ast
import itertools
import json
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from machine import described

from hasten.api.facts import facts_of
from hasten.api.options import Options
from hasten.api.setup import Setup
from hasten.api.targets import target_of
from hasten.api.workloads import prepared
from hasten.archives import BestArchive
from hasten.core import Budget, SourceEdit
from hasten.errors import HastenError
from hasten.proposers.algorithms import AlgorithmsProposer
from hasten.proposers.rules import RulesProposer
from quality import stored

SPELLINGS = Path(__file__).resolve().parent.parent / "tests" / "quality" / "spellings"

#: How many candidates of each proposer are looked at, and for how long (seconds).
TRIED, PATIENCE_S = {"rules": 6, "algorithms": 4}, 10.0

#: From this ratio on a spelling counts as recognised; shorter runs than this (seconds) are not told apart.
RECOGNISED, FLOOR_S = 1.5, 0.002


def cases(text: str) -> list[tuple[str, str, str]]:
    """Function, maker of its small inputs and maker of its large one, as the module's ``CASES`` name them."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and ast.unparse(node.targets[0]) == "CASES":
            pairs = zip(node.value.keys, node.value.values, strict=True)
            return [(ast.literal_eval(key), *map(ast.unparse, value.elts)) for key, value in pairs]  # type: ignore[arg-type,attr-defined]
    return []


def rows_of(file: Path, folder: Path) -> list[dict[str, Any]]:
    """A row for each function of a file."""
    text = file.read_text(encoding="utf-8")
    found = cases(text)
    copy = folder / file.name
    makers = [f"def workload_{name}():\n    return [*{small}(), {large}()]\n" for name, small, large in found]
    copy.write_text("\n\n".join([text, *makers]), encoding="utf-8")
    return [{"kind": file.stem, "name": name, **row_of(copy, name)} for name, _, _ in found]


def row_of(file: Path, name: str) -> dict[str, Any]:
    """The best ratio, by which candidate, how many were tried and how many gave something else."""
    started = time.monotonic()
    target = target_of(f"{file}::{name}")
    options = Options(inputs=f"{file}::workload_{name}", budget_s=40.0, allow=("python",))
    try:
        setup, refusal = prepared(target, options)
    except HastenError as error:
        return {"ratio": 1.0, "error": str(error)}
    try:
        if refusal:
            return {"ratio": 1.0, "error": refusal}
        return {**best(setup), "seconds": round(time.monotonic() - started, 1)}
    finally:
        setup.close()


def best(setup: Setup) -> dict[str, Any]:
    """What the first candidates of each proposer do."""
    facts = facts_of(setup, ("python",))
    calls = [call.tree for call in setup.workload.calls]
    large = max(range(len(calls)), key=lambda place: setup.call_s[place])
    row: dict[str, Any] = {"ratio": 1.0, "by": "", "tried": 0, "wrong": 0}
    for proposer in (RulesProposer(), AlgorithmsProposer()):
        started = time.monotonic()
        made = proposer.propose(setup.target, facts, BestArchive(), random.Random(0), Budget(seconds=8.0))
        for candidate in itertools.islice(made, TRIED[proposer.name]):
            assert isinstance(candidate.payload, SourceEdit)
            source = candidate.payload.source
            seen = [
                setup.runner.observe(source, [tree], cpu_limit_s=max(1.0, 3 * setup.call_s[place] + 0.5))[0]
                for place, tree in enumerate(calls)
            ]
            row["tried"] += 1
            ratio = setup.call_s[large] / max(seen[large].get("cpu_s", PATIENCE_S), FLOOR_S)
            if any(meaning(new) != meaning(old) for new, old in zip(seen, setup.expected, strict=True)):
                row["wrong"] += 1
            elif ratio > row["ratio"]:
                row |= {"ratio": round(ratio, 2), "by": candidate.proposer}
            if time.monotonic() - started > PATIENCE_S:
                break
    return row


def meaning(observed: Mapping[str, Any]) -> dict[str, Any]:
    """What an observation says of behaviour."""
    return {key: value for key, value in observed.items() if key not in ("cpu_s", "hits", "sum", "warnings")}


def latest(out: Path) -> list[dict[str, Any]]:
    """The last row of each function."""
    rows = {(row["kind"], row["name"]): row for row in stored(out)}
    return [rows[key] for key in sorted(rows)]


def summary(rows: Sequence[Mapping[str, Any]]) -> str:
    """How many are recognised."""
    seen = sum(row["ratio"] >= RECOGNISED for row in rows)
    wrong = sum(row.get("wrong", 0) for row in rows)
    tried = sum(row.get("tried", 0) for row in rows)
    return f"{seen} of {len(rows)} spellings {RECOGNISED}x or more; {wrong} of {tried} candidates gave something else"


def page(rows: Sequence[Mapping[str, Any]]) -> str:
    """Kinds with the ratios of their spellings, as Markdown."""
    kinds: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        kinds[row["kind"]].append(row)
    lines = ["# How much of a kind is seen, however it is spelled", "", described(), "", f"{summary(rows)}.", ""]
    lines += ["Ratios of CPU time on the large input, of the best of the first candidates; `-`: none was faster.", ""]
    lines += ["| kind | recognised | spellings |", "|---|---|---|"]
    for kind, own in kinds.items():
        seen = sum(row["ratio"] >= RECOGNISED for row in own)
        ratios = [f"{row['name']} {row['ratio']:.1f}x" if row["ratio"] > 1 else f"{row['name']} -" for row in own]
        lines.append(f"| {kind} | {seen} of {len(own)} | {', '.join(ratios)} |")
    lines += ["", "Again: `python benchmarks/spellings.py`, then `python benchmarks/spellings.py page --write "]
    lines[-1] += "docs/results/spellings.md`."
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run, or write the page of what is stored."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="kinds to run (all), or the word page")
    parser.add_argument("--out", type=Path, default=Path(".hasten/spellings.jsonl"))
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    if arguments.names == ["page"]:
        text = page(latest(arguments.out))
        if arguments.write:
            arguments.write.write_text(text, encoding="utf-8")
        else:
            print(text)
        return
    files = sorted(SPELLINGS.glob("*.py"))
    if unknown := set(arguments.names) - {file.stem for file in files}:
        sys.exit(f"spellings: there is no kind {sorted(unknown)[0]!r}; the kinds are the files of {SPELLINGS}")
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    run: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder, arguments.out.open("a", encoding="utf-8") as out:
        for file in files:
            if arguments.names and file.stem not in arguments.names:
                continue
            for row in rows_of(file, Path(folder)):
                out.write(json.dumps(row) + "\n")
                out.flush()
                run.append(row)
                error = f"  {row['error']}" if "error" in row else ""
                print(f"{row['kind']:36} {row['name']:28} {row['ratio']:8.2f}x  {row.get('by', '')[:60]}{error}", flush=True)
    print(summary(run))


if __name__ == "__main__":
    main()
