"""The six programs of examples/ through ``hasten optimize``: speed-up, verdict and time of each, and the geometric mean.

    python benchmarks/examples.py [--budget 60s] [--keep FOLDER] [--write docs/results/examples.md]

Evidence that lies in FOLDER already is not made again.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from machine import described

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
FUNCTIONS = {
    "orders_report": "revenue_by_region",
    "access_log": "summarise",
    "delivery_hops": "handovers",
    "meter_readings": "busy_stretches",
    "glossary_tags": "margin_notes",
    "funding_plan": "best_points",
}


def evidence_of(name: str, budget: str, folder: Path) -> dict[str, Any]:
    """What hasten says of one example."""
    file = folder / f"{name}.json"
    if not file.exists():
        target = f"{name}.py::{FUNCTIONS[name]}"
        words = ["optimize", target, "--inputs", "inputs.py::workload", "--budget", budget, "--json", str(file)]
        done = subprocess.run([sys.executable, "-m", "hasten", *words], cwd=EXAMPLES / name, check=False)
        print(f"{name}: exit code {done.returncode}", flush=True)
    found = json.loads(file.read_text())
    assert isinstance(found, dict)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--budget", default="60s")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found = {name: evidence_of(name, given.budget, folder.resolve()) for name in FUNCTIONS}
    lines = ["# The examples", "", described(), "", f"`--allow python`, a budget of {given.budget} each.", ""]
    lines += ["| program | outcome | speed-up | verdict | inputs, scenarios | seconds |", "|---|---|---|---|---|---|"]
    gains = []
    for name, evidence in found.items():
        speedup, verdict = evidence["speedup"], evidence["verdict"] or {}
        gains.append(speedup["estimate"] if evidence["outcome"] == "faster" else 1.0)
        shown = f"{speedup['estimate']:.3g}x [{speedup['low']:.3g}, {speedup['high']:.3g}]" if speedup else ""
        searched = f"{verdict.get('inputs', 0):,}, {verdict.get('scenarios', 0)}"
        seconds = evidence["cost"]["seconds"]
        lines.append(
            f"| {name} | {evidence['outcome']} | {shown} | {verdict.get('word', '')} | {searched} | {seconds:.0f} |"
        )
    mean = math.exp(sum(map(math.log, gains)) / len(gains))
    lines += ["", f"Geometric mean: **{mean:.1f}x**; least {min(gains):.1f}x.", ""]
    lines += ["Again: `python benchmarks/examples.py --write docs/results/examples.md`.", ""]
    text = "\n".join(lines)
    print(text)
    if given.write:
        given.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
