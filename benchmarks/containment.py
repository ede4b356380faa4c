"""What of more than two hundred hostile candidates is contained, with all layers of the sandbox and without each.

    python benchmarks/containment.py [--only KIND] [--write docs/explanation/containment.md]

Each candidate is bounded, so that it is harmless to the machine even where nothing contains it; what it could harm is
planted for it (``tests/run/hostile``). ``--write`` puts the tables between the marks in a document.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from machine import described

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.run.hostile import BEHAVIOURS, Arena, Behaviour, Outcome  # noqa: E402

BEGIN, END = "<!-- made by benchmarks/containment.py -->", "<!-- end -->"
SETUPS: dict[str, dict[str, Any]] = {
    "all layers": {},
    "no bubblewrap": {"bubblewrap": None},
    "no file rules": {"file_rules": False},
    "no filter": {"filters": False},
    "no cgroup": {"cgroup": False},
    "no bubblewrap, no file rules": {"bubblewrap": None, "file_rules": False},
    "bubblewrap only": {"file_rules": False, "filters": False, "cgroup": False},
    "rlimits only": {"bubblewrap": None, "file_rules": False, "filters": False, "cgroup": False},
}


def tried(
    layers: Mapping[str, Any], behaviours: Sequence[Behaviour]
) -> tuple[tuple[str, ...], dict[Behaviour, Outcome]]:
    """The layers that were in use, and what came of each candidate."""
    with Arena(**layers) as arena:
        return arena.runner.layers, {behaviour: arena.run(behaviour) for behaviour in behaviours}


def tables(found: Mapping[str, Mapping[Behaviour, Outcome]]) -> str:
    """Counts by kind and set-up, then what gets out by set-up."""
    kinds = list(dict.fromkeys(behaviour.kind for outcomes in found.values() for behaviour in outcomes))
    lines = ["| kind | candidates | " + " | ".join(found) + " |", "|---|---|" + "---|" * len(found)]
    for kind in kinds:
        counts = []
        for outcomes in found.values():
            of_kind = [outcome for behaviour, outcome in outcomes.items() if behaviour.kind == kind]
            counts.append(str(sum(not outcome.harm for outcome in of_kind)))
        lines.append(f"| {kind} | {len(of_kind)} | " + " | ".join(counts) + " |")
    totals = [str(sum(not outcome.harm for outcome in outcomes.values())) for outcomes in found.values()]
    lines.append(f"| **all** | {len(next(iter(found.values())))} | " + " | ".join(totals) + " |")
    alive = [str(sum(outcome.alive for outcome in outcomes.values())) for outcomes in found.values()]
    lines.append(f"| the next evaluation works | {len(next(iter(found.values())))} | " + " | ".join(alive) + " |")
    seen = [str(sum(bool(outcome.finding) for outcome in outcomes.values())) for outcomes in found.values()]
    lines.append(f"| is a finding | {len(next(iter(found.values())))} | " + " | ".join(seen) + " |")
    lines += ["", "What gets out:", ""]
    for setup, outcomes in found.items():
        out = [f"{behaviour.name} ({'; '.join(o.harm)})" for behaviour, o in outcomes.items() if o.harm]
        if len(out) > 12:
            names: dict[str, list[str]] = {}
            for behaviour, outcome in outcomes.items():
                if outcome.harm:
                    names.setdefault(behaviour.kind, []).append(behaviour.name)
            lines += [f"* **{setup}**:", *(f"  * *{kind}*: {', '.join(parts)}" for kind, parts in names.items())]
        else:
            lines.append(f"* **{setup}**: {', '.join(out) if out else 'nothing'}.")
    unseen = {behaviour.name for outcomes in found.values() for behaviour, o in outcomes.items() if not o.finding}
    lines += ["", f"Contained, but not told from the original: {', '.join(sorted(unseen)) or 'none'}."]
    return "\n".join(lines)


def main() -> None:
    """Try everything, print the tables, and write them where asked."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="kinds that hold this text")
    parser.add_argument("--write", type=Path, help="document whose marked part is replaced")
    arguments = parser.parse_args()
    behaviours = [behaviour for behaviour in BEHAVIOURS if arguments.only in behaviour.kind]
    found: dict[str, dict[Behaviour, Outcome]] = {}
    for setup, layers in SETUPS.items():
        started = time.monotonic()
        names, found[setup] = tried(layers, behaviours)
        print(f"{setup} ({', '.join(names)}): {time.monotonic() - started:.0f} s", file=sys.stderr)
    text = tables(found)
    print(text)
    if arguments.write:
        before, _, rest = arguments.write.read_text().partition(BEGIN)
        _, _, after = rest.partition(END)
        arguments.write.write_text(f"{before}{BEGIN}\n{described()}\n\n{text}\n{END}{after}")


if __name__ == "__main__":
    main()
