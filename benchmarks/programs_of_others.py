"""Four programs that no one here wrote, from the pyperformance package: what hasten says of each.

    python benchmarks/programs_of_others.py [--budget 60s] [--keep FOLDER]

The package is installed by pip into a virtual environment of its own; its files are read from there, never copied into
this project. "not_faster" is a fine answer where it is true.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

#: Benchmark folder, function, and the inputs that one pass runs on.
PROGRAMS = {
    "nbody": ("advance", "[(0.01, 2000)]"),
    "nqueens": ("bench_n_queens", "[(6,), (7,)]"),
    "spectral_norm": ("eval_AtA_times_u", "[([1.0 + i % 7 for i in range(120)],)]"),
    "fannkuch": ("fannkuch", "[(7,), (8,)]"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--budget", default="60s", help="time for each program")
    parser.add_argument("--keep", type=Path, help="folder to work in and leave behind")
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="hasten-programs-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        python = installed(folder)
        for name, (function, inputs) in PROGRAMS.items():
            print(line(folder, python, name, function, inputs, given.budget), flush=True)
    finally:
        if given.keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def installed(folder: Path) -> Path:
    """The interpreter of a virtual environment with pyperformance in it."""
    home = folder / "venv"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "pyperformance"], check=True)
    return python


def line(folder: Path, python: Path, name: str, function: str, inputs: str, budget: str) -> str:
    """Outcome and interval for one program."""
    asked = "import pyperformance, os; print(os.path.dirname(pyperformance.__file__))"
    package = Path(subprocess.run([python, "-c", asked], check=True, capture_output=True, text=True).stdout.strip())
    source = package / "data-files" / "benchmarks" / f"bm_{name}" / "run_benchmark.py"
    work = folder / name
    work.mkdir(exist_ok=True)
    shutil.copy(source, work / f"{name}.py")
    (work / "inputs.py").write_text(f"def workload():\n    return {inputs}\n")
    command = [
        sys.executable, "-m", "hasten", "optimize", f"{name}.py::{function}", "--inputs", "inputs.py::workload",
        "--python", str(python), "--budget", budget, "--json", "evidence.json",
    ]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    file = work / "evidence.json"
    if not file.exists():
        return f"{name:<16}{function:<18}exit {done.returncode}: {done.stderr.strip().splitlines()[-1:]}"
    found = json.loads(file.read_text())
    speedup = found["speedup"]
    figures = f"{speedup['estimate']:.3g}x [{speedup['low']:.3g}, {speedup['high']:.3g}]" if speedup else ""
    tried = found["cost"]["evaluations"]
    reason = found.get("reason") or ""
    return f"{name:<16}{function:<18}{found['outcome']:<14}{figures:<24}{tried} tried; {reason}"


if __name__ == "__main__":
    sys.exit(main())
