"""Compiled variants beside CPython, plain numba and PyPy, on functions written for it; writes a table.

    python benchmarks/compiled.py [--claims] [--budget 60] [--only NAME,...] [--forms NAME,...] [--write FILE]
    python benchmarks/compiled.py --functions numpy_functions --forms numpy,native,numba

Every form runs the same calls in a process of its own; its time is the smallest CPU time of one pass after a warm-up.
The forms: ``native``, ``numba``, ``codon``, ``pythran`` and ``numpy`` as hasten writes them, with the plain function
behind (of the two that there are by numpy, the faster); ``njit``, numba on the original as it is, with its result compared
with CPython's; and PyPy (``pypy3``), when it is installed. With ``--claims`` hasten also
runs as a user would call it, and the table has its own figure with its interval.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import math
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hasten.core import SourceEdit
from hasten.proposers.compile import Unsupported
from hasten.proposers.compile.lattice import UNKNOWN, Type, join, list_of

HERE = Path(__file__).parent
FUNCTIONS = HERE / "compiled_functions.py"
_TIME = """
import sys, time, json, copy
sys.path.insert(0, {folder!r})
import {module} as m
f, calls = getattr(m, {name!r}), getattr(m, {name!r} + "_inputs")()
start = time.process_time()
f(*copy.deepcopy(calls[0]))
first = time.process_time() - start
best = float("inf")
ends = time.process_time() + {seconds}
rounds, passes = 0, 1
while rounds < 5 or time.process_time() < ends:
    own = [copy.deepcopy(c) for _ in range(passes) for c in calls]
    start = time.process_time()
    for c in own:
        f(*c)
    took = time.process_time() - start
    if took < 0.001 and passes < 1000:  # the clock's own steps would show
        passes *= 2
        continue
    best = min(best, took / passes)
    rounds += 1
print(json.dumps([best, first]))
"""


def timed(interpreter: str, folder: Path, name: str, seconds: float) -> tuple[float, float]:
    """Smallest CPU seconds of one pass over the calls, and of the first call, in a fresh process."""
    code = _TIME.format(folder=str(folder), name=name, seconds=seconds, module=FUNCTIONS.stem)
    done = subprocess.run([interpreter, "-c", code], capture_output=True, text=True, check=True, timeout=300)
    best, first = json.loads(done.stdout)
    return float(best), float(first)


def written(name: str, backend: str, folder: Path) -> str:
    """Write a compiled form of one function beside a copy of the module; why it cannot be, or an empty text."""
    from hasten.builders.codon import ENDING as CODON
    from hasten.builders.codon import EXPORTS, commands, exports, find_codon
    from hasten.builders.native import FLAGS
    from hasten.builders.pythran import ENDING as PYTHRAN
    from hasten.builders.pythran import commands as pythran_commands
    from hasten.builders.pythran import find_pythran
    from hasten.code.source import parse
    from hasten.core import Target
    from hasten.proposers.compile.proposer import KERNEL_BACKENDS, whole
    from hasten.proposers.compile.translate import Translator
    from hasten.run.building import find_compiler

    source = FUNCTIONS.read_text(encoding="utf-8")
    module = parse(source)
    assert not isinstance(module, SyntaxError)
    calls = getattr(importlib.import_module(FUNCTIONS.stem), f"{name}_inputs")()
    target = Target(name, folder / FUNCTIONS.name, FUNCTIONS.stem, folder, source)
    node = module.functions[name]
    assert isinstance(node, ast.FunctionDef)
    try:
        if backend.startswith("numpy"):
            return vectorised_to(folder, module, node, calls, inner_first=backend == "numpy-inner")
        kernel = Translator(module, name, [type_of(value) for value in calls[-1]], version=sys.version_info[:2]).run()
        candidate = whole(KERNEL_BACKENDS[backend], target, module, node, kernel)
    except Unsupported as reason:
        return str(reason)
    assert candidate is not None and isinstance(candidate.payload, SourceEdit)
    (folder / FUNCTIONS.name).write_text(candidate.payload.source, encoding="utf-8")
    for file, text in candidate.payload.files.items():
        (folder / file).write_text(text, encoding="utf-8")
    compiler, include = find_compiler() or "g++", sysconfig.get_paths()["include"]
    for file in candidate.payload.files:
        module = file.removesuffix(".cpp")
        out = f"{module}{sysconfig.get_config_var('EXT_SUFFIX')}"
        if file.endswith(CODON):
            (folder / EXPORTS).write_text(exports(module))
            for command in commands(find_codon() or Path("codon"), compiler, Path(include), module, out):
                subprocess.run(command, cwd=folder, check=True)
        elif file.endswith(PYTHRAN):
            package = find_pythran() or Path("pythran")
            for command in pythran_commands(sys.executable, package, compiler, Path(include), module, out):
                subprocess.run(command, cwd=folder, check=True)
        elif file.endswith(".cpp"):
            subprocess.run([compiler, *FLAGS, "-I", include, file, "-o", out], cwd=folder, check=True)
    return ""


def vectorised_to(folder: Path, module: Any, node: ast.FunctionDef, calls: Sequence[Any], *, inner_first: bool) -> str:
    """Write the form for numpy of one function; raises where there is none."""
    from hasten.core.facts import ParameterFacts
    from hasten.inputs.infer import from_trees
    from hasten.proposers.compile.numpy import vectorised
    from hasten.run.hasten_child import codec

    facts = []
    for place, arg in enumerate(node.args.args):
        trees = [codec.encode_call((call[place],), {}, module_name="m")["args"][0] for call in calls]
        facts.append(ParameterFacts(arg.arg, from_trees(trees)))
    found = vectorised(module, node, facts, inner_first=inner_first, sparing=True)
    (folder / FUNCTIONS.name).write_text(found.source, encoding="utf-8")
    return ""


def type_of(value: object) -> Type:
    """The type of an argument, as recorded calls would give it."""
    if isinstance(value, bool | int | float | str):
        return Type(type(value).__name__)
    if isinstance(value, tuple):
        return Type("tuple", tuple(map(type_of, value)))
    if not isinstance(value, list):
        raise Unsupported(f"an argument is {type(value).__name__}")
    element = UNKNOWN
    for item in value:
        element = join(element, type_of(item))
    return list_of(element)


def form(name: str, backend: str) -> tuple[float | None, str]:
    """CPU seconds of one pass of a form, or None and why there is none; with what a user would be told."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if backend == "njit":
            text = FUNCTIONS.read_text(encoding="utf-8").replace("import math", "import math\nfrom numba import njit", 1)
            text = text.replace(f"def {name}(", f"@njit\ndef {name}(", 1).replace("def _queens(", "@njit\ndef _queens(")
            (folder / FUNCTIONS.name).write_text(text, encoding="utf-8")
            why = ""
        else:
            why = written(name, backend, folder)
        if why:
            return None, why
        check = _SAME.format(folder=str(folder), plain=str(HERE), name=name, module=FUNCTIONS.stem)
        done = subprocess.run([sys.executable, "-W", "ignore", "-c", check], capture_output=True, text=True, timeout=300)
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["it fails"]
            return None, f"fails: {lines[-1][:80]}" if "differs" not in done.stderr else "gives another result"
        return timed(sys.executable, folder, name, 1.0)[0], ""


_SAME = """
import sys, importlib.util
def load(name, folder):
    spec = importlib.util.spec_from_file_location(name, folder + "/{module}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
plain = load("plain", {plain!r})
sys.path.insert(0, {folder!r})
other = load("{module}", {folder!r})
for one, two in zip(getattr(plain, {name!r} + "_inputs")(), getattr(plain, {name!r} + "_inputs")()):
    if repr(getattr(plain, {name!r})(*one)) != repr(getattr(other, {name!r})(*two)) or repr(one) != repr(two):
        raise SystemExit("differs")
"""


def claimed(name: str, allow: str, budget_s: float) -> dict[str, Any]:
    """What ``hasten optimize`` says of one function, in a folder of its own."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copy(FUNCTIONS, folder / FUNCTIONS.name)
        (folder / "pyproject.toml").write_text("")
        command = [
            sys.executable, "-m", "hasten", "optimize", f"{FUNCTIONS.name}::{name}", "--inputs",
            f"{FUNCTIONS.name}::{name}_inputs", "--allow", allow, "--budget", f"{budget_s:g}s", "--json", "out.json",
        ]  # fmt: skip
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=900)
        file = folder / "out.json"
        if not file.exists():
            return {"outcome": "error", "reason": done.stderr.strip()[-200:]}
        found = json.loads(file.read_text())
        return dict(found)


def row(name: str, args: argparse.Namespace) -> dict[str, Any]:
    """All figures of one function."""
    plain = timed(sys.executable, HERE, name, 1.0)
    pypy = shutil.which("pypy3") if FUNCTIONS.stem == "compiled_functions" else None
    found: dict[str, Any] = {"name": name, "plain_s": plain[0]}
    if pypy:
        warm, first = timed(pypy, HERE, name, 1.0)
        found |= {"pypy": plain[0] / warm, "pypy_first": plain[1] / first}
    for backend in args.forms.split(","):
        seconds, why = form(name, backend)
        if backend == "numpy":
            other = form(name, "numpy-inner")[0]
            seconds = min((s for s in (seconds, other) if s is not None), default=None)
        found[backend] = plain[0] / seconds if seconds else None
        found[f"{backend}_why"] = why
    if args.claims:
        found["claim"] = claimed(name, args.allow, args.budget)
    return found


def geometric(values: Sequence[float]) -> float:
    """Geometric mean."""
    return math.exp(math.fsum(map(math.log, values)) / len(values)) if values else float("nan")


_TITLES = {"njit": "njit as it is"}


def table(rows: Sequence[dict[str, Any]], forms: Sequence[str]) -> str:
    """The table as Markdown, with the geometric means."""
    claims = any("claim" in one for one in rows)
    extra = " hasten's claim | first call before, after | break-even, calls |" if claims else ""
    titles = " | ".join(_TITLES.get(one, one) for one in forms)
    pypy = any("pypy" in one for one in rows)
    lines = [f"| function | {titles} |{' PyPy, warm | PyPy, first call |' if pypy else ''}{extra}"]
    lines.append("|---" * (lines[0].count("|") - 1) + "|")
    for one in rows:
        cells = [one["name"]]
        for form_ in forms:
            cells.append(f"{one[form_]:.1f}x" if one[form_] else one[f"{form_}_why"])
        cells += [f"{one['pypy']:.1f}x", f"{one['pypy_first']:.2f}x"] if pypy else []
        cells += _claim(one.get("claim")) if claims else []
        lines.append(f"| {' | '.join(cells)} |")
    ours = [one for one in forms if one != "njit"]
    best = [max(1.0, *(one[form_] or 1.0 for form_ in ours)) for one in rows]
    lines += ["", f"Geometric mean of the best of {', '.join(ours)} (1 where there is none): {geometric(best):.1f}x."]
    if all("pypy" in one for one in rows):
        theirs = [max(1.0, one["pypy"]) for one in rows]
        ahead = sum(a > b for a, b in zip(best, theirs, strict=True))
        lines.append(f"PyPy, warm: {geometric(theirs):.1f}x; hasten's is ahead on {ahead} of {len(rows)}.")
    return "\n".join(lines) + "\n"


def _claim(found: dict[str, Any] | None) -> list[str]:
    if not found or found.get("outcome") != "faster":
        return [f"{(found or {}).get('outcome', '')}: {(found or {}).get('reason', '')}", "", ""]
    speedup, first = found["speedup"], found.get("first_call")
    shown = f"{first['old'] * 1e3:.1f}, {first['new'] * 1e3:.1f} ms" if first else ""
    said = f"{speedup['estimate']:.1f}x [{speedup['low']:.1f}, {speedup['high']:.1f}] {found['variant']['proposer']}"
    return [said, shown, f"{found.get('break_even') or ''}"]


def main() -> None:
    """Run the benchmark and print the table."""
    global FUNCTIONS
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", action="store_true")
    parser.add_argument("--forms", default="native,numba,numpy,njit")
    parser.add_argument("--functions", default=FUNCTIONS.stem, help="the module beside this one that has them")
    parser.add_argument("--allow", default="python,native", help="for --claims")
    parser.add_argument("--budget", type=float, default=60.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    sys.path.insert(0, str(HERE))
    FUNCTIONS = HERE / f"{args.functions}.py"
    names = importlib.import_module(args.functions).NAMES
    rows = []
    for name in args.only.split(",") if args.only else names:
        rows.append(row(name, args))
        print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
        if args.write:
            args.write.write_text(table(rows, args.forms.split(",")), encoding="utf-8")
    print(table(rows, args.forms.split(",")))


if __name__ == "__main__":
    main()
