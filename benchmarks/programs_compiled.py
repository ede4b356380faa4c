"""The 13 programs of pyperformance that compute, compiled: what hasten writes for each, beside PyPy; prints a table.

    python benchmarks/programs_compiled.py [--only NAME,...] [--write FILE] [--claims] [--budget 120]

The package is installed by pip into a virtual environment of its own; its files are read from there, never copied into
this project. Each program is taken at a function that gets and gives plain values; where its own benchmark measures inside
that function, a driver that does the same without the clock is put below it. Every form runs in a process of its own,
its time is the smallest CPU time of one call after a warm-up, its result is compared with CPython's. With ``--claims``
hasten also runs as a user would call it.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hasten.archives import BestArchive
from hasten.builders import BuildCache, ChosenBuilder, MypycBuilder, NativeBuilder
from hasten.builders.mypyc import ENDING
from hasten.core import Artifact, Budget, Candidate, Facts, SourceEdit, Target
from hasten.core.facts import ParameterFacts
from hasten.proposers.compile import CompiledProposer
from hasten.run import Sandbox, find_interpreter


@dataclass(frozen=True)
class Case:
    """One program: its folder in the package, the function, a driver below it, and the arguments as text."""

    folder: str
    function: str
    arguments: str
    domains: tuple[dict[str, Any], ...]
    driver: str = ""


INT, FLOAT, STR = {"k": "int"}, {"k": "float"}, {"k": "str"}
FLOATS = {"k": "list", "of": FLOAT}
BODY = {"k": "tuple", "items": [FLOATS, FLOATS, FLOAT]}
RAYTRACE = '''
def rendered(width, height):
    canvas = Canvas(width, height)
    s = Scene()
    s.addLight(Point(30, 30, 10))
    s.addLight(Point(-10, 100, 30))
    s.lookAt(Point(0, 3, 0))
    s.addObject(Sphere(Point(1, 3, -10), 2), SimpleSurface(baseColour=(1, 1, 0)))
    for y in range(6):
        s.addObject(Sphere(Point(-3 - y * 0.4, 2.3, -5), 0.4), SimpleSurface(baseColour=(y / 6.0, 1 - y / 6.0, 0.5)))
    s.addObject(Halfspace(Point(0, 0, 0), Vector.UP), CheckerboardSurface())
    s.render(canvas)
    return list(canvas.bytes)
'''
HEXIOM = '''
def solved_level(level):
    board, solution = LEVELS[level]
    stream = io.StringIO()
    solve_file(board.strip(), Done.FIRST_STRATEGY, DESCENDING, stream)
    return stream.getvalue()
'''
SOR = '''
def sor(n, cycles):
    G = Array2D(n, n)
    Random(7).RandomMatrix(G)
    SOR_execute(1.25, G, cycles, Array2D)
    return list(G.data)
'''
SPECTRAL = '''
def spectral_norm(n):
    u = [1] * n
    for dummy in range(10):
        v = eval_AtA_times_u(u)
        u = eval_AtA_times_u(v)
    vBv = vv = 0
    for ue, ve in zip(u, v):
        vBv += ue * ve
        vv += ve * ve
    return (vBv / vv) ** 0.5
'''
CASES = {
    "nbody": Case("nbody", "advance", "(0.01, 4000, m.SYSTEM, m.PAIRS)",
                  (FLOAT, INT, {"k": "list", "of": BODY}, {"k": "list", "of": {"k": "tuple", "items": [BODY, BODY]}})),
    "fannkuch": Case("fannkuch", "fannkuch", "(8,)", (INT,)),
    "spectral_norm": Case("spectral_norm", "spectral_norm", "(40,)", (INT,), SPECTRAL),
    "float": Case("float", "benchmark", "(30000,)", (INT,)),
    "nqueens": Case("nqueens", "bench_n_queens", "(7,)", (INT,)),
    "pidigits": Case("pidigits", "calc_ndigits", "(1000,)", (INT,)),
    "richards": Case("richards", "Richards.run", "(m.Richards(), 2)", ({"k": "object", "cls": "$:Richards"}, INT)),
    "deltablue": Case("deltablue", "delta_blue", "(100,)", (INT,)),
    "hexiom": Case("hexiom", "solved_level", "(25,)", (INT,), HEXIOM),
    "go": Case("go", "versus_cpu", "()", ()),
    "scimark_sor": Case("scimark", "sor", "(60, 10)", (INT, INT), SOR),
    "scimark_fft": Case("scimark", "FFT_transform", "(2048, [i % 17 * 0.25 for i in range(2048)])", (INT, FLOATS)),
    "raytrace": Case("raytrace", "rendered", "(50, 50)", (INT, INT), RAYTRACE),
}  # fmt: skip
_TIME = """
import sys, time, json
sys.modules["pyperf"] = type(sys)("pyperf")
sys.path.insert(0, {folder!r})
import program as m
f = m
for part in {name!r}.split("."):
    f = getattr(f, part)
best, said, ends, rounds = float("inf"), "", time.process_time() + {seconds}, 0
while rounds < 3 or time.process_time() < ends:
    given = {arguments}
    start = time.process_time()
    found = f(*given)
    taken = time.process_time() - start
    said = said or repr((found, given[1:]))
    best, rounds = (min(best, taken) if rounds else best), rounds + 1
print(json.dumps([best, said]))
"""


def timed(interpreter: str, folder: Path, case: Case, seconds: float) -> tuple[float, str]:
    """Smallest CPU seconds of one call in a fresh process, and what the first call gave."""
    code = _TIME.format(folder=str(folder), name=case.function, arguments=case.arguments, seconds=seconds)
    done = subprocess.run([interpreter, "-c", code], capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    best, said = json.loads(done.stdout.splitlines()[-1])
    return float(best), str(said)


def benchmarks_of(folder: Path) -> Path:
    """Where the benchmarks of the installed package are."""
    home = folder / "venv"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "pyperformance"], check=True)
    asked = "import importlib.util as u; print(u.find_spec('pyperformance').submodule_search_locations[0])"
    found = subprocess.run([python, "-c", asked], check=True, capture_output=True, text=True).stdout.strip()
    return Path(found) / "data-files" / "benchmarks"


def row(name: str, case: Case, text: str, cache: Path) -> dict[str, Any]:
    """All figures of one program."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made).resolve()
        (folder / "program.py").write_text(text, encoding="utf-8")
        plain_s, expected = timed(sys.executable, folder, case, 1.0)
        found: dict[str, Any] = {"name": name, "plain_s": plain_s, "why": {}}
        pypy = shutil.which("pypy3")
        if pypy:
            found["pypy"] = plain_s / timed(pypy, folder, case, 3.0)[0]
        target = Target(case.function, folder / "program.py", "program", folder, text)
        facts = Facts(
            tuple(ParameterFacts(f"p{n}", domain) for n, domain in enumerate(case.domains)), allow=("python", "native")
        )
        proposer = CompiledProposer(version=sys.version_info[:2])
        offered = list(proposer.propose(target, facts, BestArchive(), random.Random(0), Budget()))
        found["why"] |= proposer.refusals
        for candidate in offered:
            built = artifact(target, candidate, folder, cache)
            if not isinstance(built, Artifact):
                found["why"][candidate.proposer] = f"{built.reason}: {built.detail}"
                continue
            (folder / "program.py").write_text(built.source, encoding="utf-8")
            for module, file in built.files.items():
                shutil.copy(file, folder / f"{module}{''.join(file.suffixes)}")
            seconds, said = timed(sys.executable, folder, case, 1.0)
            if said == expected and plain_s / seconds <= found.get("speedup", 0.0):
                continue
            found |= {"by": candidate.proposer.rpartition("/")[2], "build_s": built.build_s}
            found["same"], found["speedup"] = said == expected, plain_s / seconds
        return found


def artifact(target: Target, candidate: Candidate, folder: Path, cache: Path) -> Any:
    """What the candidate builds to, or why it does not."""
    builds = folder / "builds"
    builds.mkdir(exist_ok=True)
    sandbox = Sandbox(find_interpreter(sys.executable, folder), folder, folder, builds=builds)
    kept = BuildCache(cache)
    builders = {".cpp": NativeBuilder(sandbox, kept), ENDING: MypycBuilder(sandbox, kept)}
    assert isinstance(candidate.payload, SourceEdit)
    return ChosenBuilder(builders, lambda artifact: None).build(target, candidate)


def claimed(case: Case, text: str, budget_s: float) -> str:
    """What ``hasten optimize`` says of one program."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made).resolve()
        (folder / "program.py").write_text(text.replace("import pyperf\n", ""), encoding="utf-8")
        (folder / "inputs.py").write_text(f"def work(m):\n    return [{case.arguments}]\n", encoding="utf-8")
        (folder / "pyproject.toml").touch()
        command = [
            sys.executable, "-m", "hasten", "optimize", f"program.py::{case.function}", "--inputs", "inputs.py::work",
            "--allow", "python,native", "--budget", f"{budget_s:g}s", "--json", "out.json",
        ]  # fmt: skip
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=1800)
        if not (folder / "out.json").exists():
            return f"exit {done.returncode}: {done.stderr.strip()[-150:]}"
        found = json.loads((folder / "out.json").read_text())
        if found["outcome"] != "faster":
            return f"{found['outcome']}: {found.get('reason', '')}"
        speedup = found["speedup"]
        return f"{speedup['estimate']:.3g}x [{speedup['low']:.3g}, {speedup['high']:.3g}] {found['variant']['proposer']}"


def geometric(values: Sequence[float]) -> float:
    """Geometric mean."""
    return math.exp(math.fsum(map(math.log, values)) / len(values)) if values else float("nan")


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The table as Markdown, with the geometric means."""
    claims = any("claim" in one for one in rows)
    lines = ["| program | one call, CPython | compiled | by | build | PyPy, warm |" + (" hasten's claim |" if claims else "")]
    lines.append("|---" * (lines[0].count("|") - 1) + "|")
    for one in rows:
        gained = f"{one['speedup']:.2f}x" if one.get("same") else "another result" if "same" in one else "no"
        why = "; ".join(f"{k}: {v}" for k, v in one["why"].items()) if "speedup" not in one else ""
        build = f"{one['build_s']:.0f} s" if "build_s" in one else ""
        cells = [one["name"], f"{one['plain_s'] * 1e3:.1f} ms", gained, one.get("by", why), build,
                 f"{one['pypy']:.1f}x" if "pypy" in one else "", *([one.get("claim", "")] if claims else [])]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    ours = [max(1.0, one["speedup"]) if one.get("same") else 1.0 for one in rows]
    lines += ["", f"Geometric mean, 1 where nothing faster was written: {geometric(ours):.2f}x."]
    if all("pypy" in one for one in rows):
        lines.append(f"PyPy, warm: {geometric([max(1.0, one['pypy']) for one in rows]):.2f}x.")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run the benchmark and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--keep", type=Path, help="folder for the package and the built modules, left behind")
    parser.add_argument("--claims", action="store_true")
    parser.add_argument("--budget", type=float, default=120.0)
    args = parser.parse_args()
    kept = args.keep or Path(tempfile.mkdtemp(prefix="hasten-programs-"))
    kept.mkdir(parents=True, exist_ok=True)
    rows = []
    try:
        package = benchmarks_of(kept)
        for name in args.only.split(",") if args.only else CASES:
            case = CASES[name]
            text = (package / f"bm_{case.folder}" / "run_benchmark.py").read_text(encoding="utf-8") + "\n" + case.driver
            rows.append(row(name, case, text, kept / "cache"))
            if args.claims:
                rows[-1]["claim"] = claimed(case, text, args.budget)
            print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
            if args.write:
                args.write.write_text(table(rows), encoding="utf-8")
    finally:
        if args.keep is None:
            shutil.rmtree(kept, ignore_errors=True)
    print(table(rows))


if __name__ == "__main__":
    main()
