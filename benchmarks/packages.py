"""``hasten optimize -- python workload.py`` on packages that no one here wrote; the table of docs/results/packages.md.

    python benchmarks/packages.py --venv FOLDER [--budget 300s] [--out docs/results/packages.md] [NAME ...]

The packages are installed into a venv of their own. For each workload of ``benchmarks/packages/`` the installed command is
called as a user would call it. Where a change was kept and the package's source distribution holds tests, they run on a
copy of the package as it is and on one with the patch.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path
from typing import Any

WORKLOADS = Path(__file__).parent / "packages"
#: Workload to the distribution that it uses and the module that it imports.
PACKAGES = {
    "bm25_queries": ("rank-bm25", "rank_bm25"),
    "chess_games": ("chess", "chess"),
    "constraint_puzzles": ("python-constraint", "constraint"),
    "dateutil_calendar": ("python-dateutil", "dateutil"),
    "dijkstar_roads": ("Dijkstar", "dijkstar"),
    "fastdtw_series": ("fastdtw", "fastdtw"),
    "geographiclib_tracks": ("geographiclib", "geographiclib"),
    "intervaltree_bookings": ("intervaltree", "intervaltree"),
    "lark_expressions": ("lark", "lark"),
    "louvain_communities": ("python-louvain", "community"),
    "mistune_pages": ("mistune", "mistune"),
    "networkx_centrality": ("networkx", "networkx"),
    "num2words_amounts": ("num2words", "num2words"),
    "png_images": ("pypng", "png"),
    "pyfpgrowth_baskets": ("pyfpgrowth", "pyfpgrowth"),
    "rectpack_sheets": ("rectpack", "rectpack"),
    "reedsolo_codes": ("reedsolo", "reedsolo"),
    "segno_labels": ("segno", "segno"),
    "simpy_workshop": ("simpy", "simpy"),
    "snowballstemmer_words": ("snowballstemmer", "snowballstemmer"),
    "sqlparse_queries": ("sqlparse", "sqlparse"),
    "suffix_trees_texts": ("suffix-trees", "suffix_trees"),
    "tabulate_tables": ("tabulate", "tabulate"),
    "textdistance_words": ("textdistance", "textdistance"),
    "zss_trees": ("zss", "zss"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=[], help="workloads; all without")
    parser.add_argument("--venv", type=Path, required=True)
    parser.add_argument("--budget", default="300s")
    parser.add_argument("--out", type=Path, help="Markdown table")
    parser.add_argument("--kept", type=Path, help="folder of the evidence files; read again where they are there")
    asked = parser.parse_args()
    names = asked.names or sorted(PACKAGES)
    python = asked.venv / "bin" / "python"
    if not python.exists():
        venv.create(asked.venv, with_pip=True)
    wanted = [PACKAGES[name][0] for name in names]
    subprocess.run([python, "-m", "pip", "install", "-q", "pytest", "six", *wanted, "networkx"], check=True)
    rows = []
    for name in names:
        rows.append(row_of(name, asked.venv, asked.budget, asked.kept))
        print(rows[-1], flush=True)
    if asked.out:
        asked.out.write_text(table(rows, asked.budget, version_lines(python, wanted)), encoding="utf-8")


def row_of(name: str, environment: Path, budget: str, kept: Path | None) -> str:
    """One line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        shutil.copy(WORKLOADS / f"{name}.py", place / "workload.py")
        (place / "pyproject.toml").touch()
        evidence = (kept or place) / f"{name}.json"
        if not evidence.exists():
            evidence.parent.mkdir(parents=True, exist_ok=True)
            command = [sys.executable, "-m", "hasten", "optimize", "--python", str(environment.absolute())]
            command += ["--budget", budget, "--json", str(evidence.absolute()), "--", "python", "workload.py"]
            done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
            if not evidence.exists():
                return f"| {PACKAGES[name][0]} | {done.stderr.strip().splitlines()[-1]} | | | | |"
        found = json.loads(evidence.read_text())
    return line(name, found, own_tests(name, environment, found))


def line(name: str, found: dict[str, Any], tests: str) -> str:
    """A line of the table out of an evidence object."""
    tried = [one for one in found["changes"] if one["calls_seen"] is not None]
    hot = "<br>".join(f"`{one['function'].split('::')[1]}` {one['share']:.0%}" for one in tried)
    calls = "<br>".join(f"{one['calls_seen']:,} ({one['calls_kept']})" for one in tried)
    fate = "<br>".join(fate_of(one) for one in tried)
    whole = found["end_to_end"]
    if whole is None:
        result = found["reason"]
    else:
        result = (
            f"{whole['estimate']:.2f}x [{whole['low']:.2f}, {whole['high']:.2f}] {found['outcome'].replace('_', ' ')}"
        )
    return (
        f"| {PACKAGES[name][0]} | {hot or found['reason']} | {calls} | {fate} | {result if tried else ''} | {tests} |"
    )


def fate_of(one: dict[str, Any]) -> str:
    """What became of one function."""
    evidence = one["evidence"]
    if one["kept"] or (evidence and evidence["outcome"] == "faster"):
        own = f"{evidence['speedup']['estimate']:.2f}x by {evidence['variant']['proposer']}"
        return own if one["kept"] else f"{own}; not kept: {one['reason']}"
    refused = ", ".join(f"{n} {reason}" for reason, n in evidence["rejected"].items()) if evidence else ""
    reason = re.sub(r"/\S+/site-packages/", "", one["reason"])
    return reason + (f" ({refused})" if refused else "")


def own_tests(name: str, environment: Path, found: dict[str, Any]) -> str:
    """Whether the package's own tests end alike before and after the patch."""
    if not found["variant"]:
        return ""
    distribution, module = PACKAGES[name]
    python = (environment / "bin" / "python").absolute()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        get = [python, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", distribution, distribution]
        if subprocess.run(get, cwd=place, capture_output=True, check=False).returncode != 0:
            return "no source distribution"
        for archive in place.glob("*.tar.gz"):
            with tarfile.open(archive) as opened:
                opened.extractall(place / "sdist", filter="data")
        tests = sorted({p.parent for p in (place / "sdist").rglob("test*.py")}, key=lambda p: len(p.parts))
        if not tests:
            return "none in the source distribution"
        ask = f"import {module} as m, os; print(getattr(m, '__path__', [m.__file__])[0])"
        installed = Path(subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout.strip())
        said = []
        for side in ("before", "after"):
            copy = place / side
            copy.mkdir()
            target = copy / installed.name
            if installed.is_dir():
                shutil.copytree(installed, target)
            else:
                shutil.copy(installed, target)
            if side == "after":
                subprocess.run(["patch", "-p1", "-s"], cwd=copy, input=found["variant"]["diff"], text=True, check=True)
            moved = place / f"tests-{side}"
            shutil.copytree(tests[0], moved, ignore=shutil.ignore_patterns(installed.name, "*.pyc"))
            run = subprocess.run(
                [python, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", "."],
                cwd=moved, env={**os.environ, "PYTHONPATH": str(copy)}, capture_output=True, text=True, check=False,
            )  # fmt: skip
            last = run.stdout.strip().splitlines()[-1:] or ["nothing"]
            said.append(last[0].split(" in ")[0].strip("= "))
    return said[0] if said[0] == said[1] else f"before: {said[0]}; after: {said[1]}"


def version_lines(python: Path, wanted: list[str]) -> str:
    """``name version`` of the packages."""
    ask = "import sys, importlib.metadata as m; print(', '.join(f'{n} {m.version(n)}' for n in sys.argv[1:]))"
    return subprocess.run([python, "-c", ask, *wanted], capture_output=True, text=True, check=True).stdout.strip()


def table(rows: list[str], budget: str, versions: str) -> str:
    """The page."""
    head = (
        "# Packages that no one here wrote\n\n"
        f"`python benchmarks/packages.py --budget {budget}`: for each package a small program that uses it, given to\n"
        "`hasten optimize --python VENV -- python workload.py` with default options (`--allow python`). *share* is that of the\n"
        "command's processor time, callees included; *calls* are those seen while the program ran and, in brackets, those kept.\n\n"
        f"Versions: {versions}.\n\n"
        "| package | hot functions tried | calls | fate | whole command | its own tests |\n|---|---|---|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
