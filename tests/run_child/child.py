"""Runs the child side on a small module, in a plain interpreter of its own: it takes over the standard streams."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import hasten.run

_RUN = Path(hasten.run.__file__).parent
_SCRIPT = """
import json, sys, types
sys.path.insert(0, {run!r})
answers = open({answers!r}, "w")
from hasten_child import codec, instrument, observer, scenarios
observer.baseline()
job = json.load(open({job!r}))
module = types.ModuleType("under_test")
module.__file__ = {file!r}
sys.modules["under_test"] = module
hits = None
if job["instrument"]:
    code, lines = instrument.instrument(job["source"], {file!r})
    hits = [0] * len(lines)
    setattr(module, instrument.COUNTERS, hits)
else:
    code = compile(job["source"], {file!r}, "exec")
exec(code, vars(module))
context = observer.Context(module, "under_test", job["entry"], job["watch"], hits=hits)
found = [observer.observe_call(context, call) for call in job["calls"]]
found += [scenarios.run(context, {{"steps": steps}}) for steps in job["scenarios"]]
json.dump(found, answers)
"""


def run(
    tmp_path: Path,
    source: str,
    entry: str = "f",
    calls: list[Any] = [],  # noqa: B006
    *,
    scenarios: list[Any] = [],  # noqa: B006
    watch: list[str] = [],  # noqa: B006
    instrument: bool = False,
) -> list[dict[str, Any]]:
    """One observation per call, then one result per scenario."""
    paths = {name: str(tmp_path / name) for name in ("job", "answers", "file")}
    job = {
        "source": source,
        "entry": entry,
        "calls": calls,
        "scenarios": scenarios,
        "watch": watch,
        "instrument": instrument,
    }
    Path(paths["job"]).write_text(json.dumps(job))
    Path(paths["file"]).write_text(source)
    script = _SCRIPT.format(run=str(_RUN), **paths)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(Path(paths["answers"]).read_text())
    return found


def call(*args: Any, **kwargs: Any) -> dict[str, Any]:
    """A call whose arguments are trees."""
    return {"args": list(args), "kwargs": kwargs}
