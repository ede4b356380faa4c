"""Size of .text against -Oz (or -Os) over C files of source packages, presets from one half applied to the other.

The files come from source packages on PyPI under permissive licences, fetched when this runs and not kept. A file counts
when it compiles alone with the headers of its own package. It is compiled only, so sameness rests on the compiler; the
size of .text is what `size` reports.

    python benchmarks/tune_code_size.py [--compiler clang] [--files 40] [--trials 40]
"""

from __future__ import annotations

import argparse
import math
import os
import random
import shlex
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from pathlib import Path

from machine import described

from hasten.api.tuning.declaration import curated_knobs
from hasten.api.tuning.knob_tables import space_of
from hasten.api.tuning.presets import greedy_cover, table_of
from hasten.api.tuning.request import TuneOptions
from hasten.api.tuning.tune import tune_target
from hasten.core import Evidence
from hasten.core.command_target import CommandTarget, Goal, Step
from hasten.core.space import Choice, Space
from hasten.report import figures
from hasten.stores.memory import MemoryStore

#: Packages with C of their own under MIT, BSD, Apache or zlib licences.
PACKAGES = ("brotli", "pycryptodome", "lz4", "ujson", "zstandard", "xxhash", "hiredis")


def fetched(folder: Path, archives: Path | None) -> list[Path]:
    """Roots of the unpacked source packages; a package that cannot be had is left out."""
    roots = []
    for package in PACKAGES:
        place = folder / package
        place.mkdir()
        held = archives / package if archives else place
        if archives is None:
            # Only the package itself as source: what pip needs to read its metadata comes as wheels.
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", package]
            subprocess.run([*command, "-d", str(place), package], check=False, capture_output=True, timeout=600)
        for archive in held.glob("*.tar.gz"):
            with tarfile.open(archive) as packed:
                packed.extractall(place, filter="data")
        roots += sorted(p for p in place.iterdir() if p.is_dir())
    return roots


def compiles(source: Path, flags: str, compiler: str) -> bool:
    """Whether the file compiles alone to something of a size worth looking at."""
    command = f"{compiler} -Os {flags} -c {shlex.quote(str(source))} -o probe.o"
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, timeout=60, check=False)
        return done.returncode == 0 and Path(folder, "probe.o").stat().st_size > 3000


def sources(roots: list[Path], compiler: str, most: int) -> list[tuple[Path, str]]:
    """Files that compile, with their include flags, drawn from all packages in turn."""
    python = f"-I{sysconfig.get_path('include')}"
    lists = []
    for root in roots:
        own = {p.parent for p in root.rglob("*.h")}
        folders = sorted(own | {p.parent for p in own if p.name != "src"})
        flags = " ".join([f"-I{shlex.quote(str(f))}" for f in folders]) + f" {python}"
        files = sorted(p for p in root.rglob("*.c") if p.stat().st_size < 300_000)
        random.Random(1).shuffle(files)
        lists.append([(f, flags) for f in files])
    found: list[tuple[Path, str]] = []
    while any(lists) and len(found) < most:
        for own in lists:
            while own and len(found) < most:
                source, flags = own.pop()
                if compiles(source, flags, compiler):
                    found.append((source, flags))
                    break
    return found


def size_space(compiler: str) -> Space:
    """The curated flags with the level for size as the default."""
    base = space_of(curated_knobs(compiler), where=compiler)
    least = "-Oz" if compiler == "clang" else "-Os"
    levels = (least, *dict.fromkeys(["-Os", "-O1", "-O2"]))
    level = Choice(name="level", options=tuple(dict.fromkeys(levels)), group="flags")
    march = Choice(name="march", options=("", "-march=native"), group="flags")
    own = {"level": level, "march": march}
    extra = tuple(
        Choice(name=name, options=("", flag), group="flags")
        for name, flag in (
            ("unwind", "-fno-asynchronous-unwind-tables"), ("aliasing", "-fno-strict-aliasing"),
            ("plt", "-fno-plt"), ("common", "-fno-jump-tables"), ("merge", "-fmerge-all-constants"),
        )
        if name not in {k.name for k in base.knobs}
    )  # fmt: skip
    # Link-time optimisation leaves no machine code in an object file, so there is nothing to measure.
    return Space((*(own.get(k.name, k) for k in base.knobs if k.name != "lto"), *extra))


def tuned(
    source: Path, flags: str, compiler: str, space: Space, options: TuneOptions
) -> tuple[Evidence, list[Evidence]]:
    """One file."""
    target = CommandTarget(
        name=source.stem, space=space, run="true",
        # By its own path: headers beside it are found as they are where it lies.
        build=(Step(f"{compiler} {{flags}} {flags} -c {shlex.quote(str(source))} -o out.o"),),
        goals=(Goal("size", kind="size", unit="B", file="out.o", section=".text"),), folder=source.parent,
        files=(source.name,), file=source,
    )  # fmt: skip
    report = tune_target(target, options, store=MemoryStore())
    if report.evidence.outcome == "refused":
        raise SystemExit(f"{source.name} was chosen but cannot be tuned: {report.evidence.reason}")
    return report.evidence, list(report.context.fates)


def main() -> None:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", default="clang")
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--trials", type=int, default=40)
    parser.add_argument("--archives", type=Path, help="folder with the source packages, by package, instead of a fetch")
    given = parser.parse_args()
    environ, space = dict(os.environ), size_space(given.compiler)
    print(described())
    with tempfile.TemporaryDirectory() as folder:
        files = sources(fetched(Path(folder), given.archives), given.compiler, given.files)
        train, rest = files[0::2], files[1::2]
        fates: dict[str, list[Evidence]] = {}
        for number, (source, flags) in enumerate(train):
            options = TuneOptions(budget_s=600, trials=given.trials, environ=environ, seed=number)
            _, fates[str(source)] = tuned(source, flags, given.compiler, space, options)
            print(f"<!-- {number + 1} of {len(train)} -->", file=sys.stderr, flush=True)
        table, settings = table_of(fates)
        wanted = list(dict.fromkeys(
            key for row in table.values() for key in sorted((k for k in row if row[k] > 1), key=lambda k: -row[k])[:2]
        ))[:12]  # fmt: skip
        for source, flags in train:
            points = [settings[k] for k in wanted if k not in table[str(source)]]
            options = TuneOptions(budget_s=600, given={"fill": points}, given_only=True, environ=environ)
            fates[str(source)] += tuned(source, flags, given.compiler, space, options)[1]
        presets = greedy_cover(*table_of(fates), count=5)
        gains = []
        for source, flags in rest:
            points = [p.values for p in presets]
            options = TuneOptions(budget_s=600, given={"presets": points}, given_only=True, environ=environ)
            evidence, own = tuned(source, flags, given.compiler, space, options)
            first = [f.race.ratio for f in own[:1] if f.race is not None and f.race.ratio is not None]
            gains.append((evidence.speedup.estimate if evidence.speedup else 1.0, first[0] if first else 1.0))
    level = space.default()["level"]
    print(
        f"\n{given.compiler}: {len(files)} files, {len(train)} to choose presets on, {len(rest)} to apply them to; "
        f"{level} = 1.\n"
    )
    for number, preset in enumerate(presets, start=1):
        base = space.default()
        changed = " ".join(str(v) for n, v in preset.values.items() if base.get(n) != v and v)
        print(f"{number}. `{changed}` (with those before it {figures.factor(preset.gain)} on the first half)")
    halves = {"best of the presets and the defaults": [g for g, _ in gains], "first preset alone": [g for _, g in gains]}
    for word, own_gains in halves.items():
        better, worse = sum(g > 1 for g in own_gains), sum(g < 1 for g in own_gains)
        mean = math.exp(sum(map(math.log, own_gains)) / len(own_gains))
        same = len(own_gains) - better - worse
        print(
            f"\nOther half, {word}: .text {figures.factor(mean)} smaller in the geometric mean; {better} better, "
            f"{same} same, {worse} worse."
        )


if __name__ == "__main__":
    main()
