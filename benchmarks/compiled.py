"""Compiled variants beside CPython, the rules alone and PyPy, on functions written for it; writes a table.

    python benchmarks/compiled.py [--budget 12] [--only NAME,...] [--allow native,numba] [--write FILE]

For each function hasten runs as a user would call it, with ``--allow``; the speed-up is its claim with its interval.
PyPy (``pypy3``, when it is installed) and CPython run the same calls in processes of their own: the smallest CPU time of
several passes after a warm-up.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
FUNCTIONS = HERE / "compiled_functions.py"
_TIME = """
import sys, time, json, copy
sys.path.insert(0, {folder!r})
import compiled_functions as m
f, calls = getattr(m, {name!r}), getattr(m, {name!r} + "_inputs")()
start = time.process_time()
f(*copy.deepcopy(calls[0]))
first = time.process_time() - start
best = float("inf")
ends = time.process_time() + {seconds}
rounds = 0
while rounds < 5 or time.process_time() < ends:
    own = [copy.deepcopy(c) for c in calls]
    start = time.process_time()
    for c in own:
        f(*c)
    best = min(best, time.process_time() - start)
    rounds += 1
print(json.dumps([best, first]))
"""


def timed(interpreter: str, folder: Path, name: str, seconds: float) -> tuple[float, float]:
    """Smallest CPU seconds of one pass over the calls, and of the first call, in a fresh process."""
    code = _TIME.format(folder=str(folder), name=name, seconds=seconds)
    done = subprocess.run([interpreter, "-c", code], capture_output=True, text=True, check=True, timeout=300)
    best, first = json.loads(done.stdout)
    return float(best), float(first)


def claimed(name: str, allow: str, budget_s: float) -> dict[str, object]:
    """What ``hasten optimize`` says of one function, in a folder of its own."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copy(FUNCTIONS, folder / "compiled_functions.py")
        (folder / "pyproject.toml").write_text("")
        command = [
            sys.executable, "-m", "hasten", "optimize", f"compiled_functions.py::{name}", "--inputs",
            f"compiled_functions.py::{name}_inputs", "--allow", allow, "--budget", f"{budget_s:g}s", "--json", "out.json",
            "--apply", "--yes",
        ]  # fmt: skip
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=900)
        file = folder / "out.json"
        if not file.exists():
            return {"outcome": "error", "reason": done.stderr.strip()[-200:]}
        found = json.loads(file.read_text())
        found["applied_s"] = timed(sys.executable, folder, name, 0.3) if found["outcome"] == "faster" else None
        return dict(found)


def row(name: str, args: argparse.Namespace) -> dict[str, object]:
    """All figures of one function."""
    plain = timed(sys.executable, HERE, name, 0.5)
    pypy = shutil.which("pypy3")
    other = timed(pypy, HERE, name, 1.0) if pypy else None
    found = claimed(name, args.allow, args.budget)
    speedup, variant = found.get("speedup") or {}, found.get("variant") or {}
    caveats = [c["text"] for c in found.get("caveats", []) if c["name"] in ("not-compiled", "backend-missing")]  # type: ignore[attr-defined]
    applied = found.get("applied_s")
    return {
        "name": name, "plain_s": plain[0], "pypy": plain[0] / other[0] if other else None,
        "pypy_first": plain[1] / other[1] if other else None, "outcome": found["outcome"],
        "proposer": variant.get("proposer", ""), "speedup": speedup, "first_call": found.get("first_call"),  # type: ignore[attr-defined]
        "break_even": found.get("break_even"), "applied": plain[0] / applied[0] if applied else None,  # type: ignore[index]
        "why": caveats or found.get("reason", ""),
    }  # fmt: skip


def geometric(values: list[float]) -> float:
    """Geometric mean."""
    return math.exp(math.fsum(map(math.log, values)) / len(values)) if values else float("nan")


def table(rows: list[dict[str, object]]) -> str:
    """The table as Markdown, with the geometric means."""
    lines = [
        "| function | hasten's claim | interval | applied, as PyPy is timed | PyPy, warm | first call before, after "
        "| break-even, calls | by |",
        "|---|---|---|---|---|---|---|---|",
    ]
    ours, theirs, ahead = [], [], 0
    for one in rows:
        speedup: dict[str, float] = one["speedup"] or {}  # type: ignore[assignment]
        claim = speedup.get("estimate", 1.0) if one["outcome"] == "faster" else 1.0
        pypy = float(one["pypy"] or 1.0)  # type: ignore[arg-type]
        applied = float(one["applied"] or 1.0)  # type: ignore[arg-type]
        ours.append(claim)
        theirs.append(max(1.0, pypy))
        ahead += applied > pypy
        first: dict[str, float] = one["first_call"] or {}  # type: ignore[assignment]
        shown = f"{first['old'] * 1e3:.1f}, {first['new'] * 1e3:.1f} ms" if first else ""
        said = f"{claim:.1f}x" if one["outcome"] == "faster" else f"none: {one['outcome']}, {one['why']}"
        interval = f"[{speedup['low']:.1f}, {speedup['high']:.1f}]" if speedup else ""
        lines.append(
            f"| {one['name']} | {said} | {interval} | {applied:.1f}x | {pypy:.1f}x | {shown} | "
            f"{one['break_even'] or ''} | {one['proposer']} |"
        )
    lines += [
        "",
        f"Geometric mean of the claims {geometric(ours):.1f}x (a function without a claim counts 1), of PyPy warm "
        f"{geometric(theirs):.1f}x (below 1 counts 1); ahead of PyPy warm on {ahead} of {len(rows)}.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run the benchmark and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--budget", type=float, default=12.0)
    parser.add_argument("--allow", default="python,native")
    parser.add_argument("--only", default="")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    sys.path.insert(0, str(HERE))
    from compiled_functions import NAMES

    rows = []
    for name in args.only.split(",") if args.only else NAMES:
        rows.append(row(name, args))
        print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
        if args.write:
            args.write.write_text(table(rows), encoding="utf-8")
    print(table(rows))


if __name__ == "__main__":
    main()
