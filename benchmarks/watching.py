"""What watching costs: commands with the sampler, and with calls being recorded, against the same commands alone.

    python benchmarks/watching.py [--record FILE::NAME | --alone] [--budget SECONDS] PYTHON SCRIPT [ARGUMENTS]

Pairs of whole runs in drawn order; the figure is processor time with over without. ``--alone`` compares the command with
itself, which shows what the machine can tell.
"""

from __future__ import annotations

import argparse
import os
import random
import shlex
import tempfile
from pathlib import Path
from statistics import median

from hasten.meters.commands import Command, CommandMeter
from hasten.profile.calls import WatchedFunction
from hasten.profile.hot import spans_of
from hasten.run.attach import attached
from hasten.stats.intervals import headline


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("python")
    parser.add_argument("script", type=Path)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="arguments of the script")
    parser.add_argument(
        "--record", metavar="FILE::NAME", help="function whose calls are recorded; without, the sampler is measured"
    )
    parser.add_argument("--alone", action="store_true", help="watch neither")
    parser.add_argument("--budget", type=float, default=60.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = {}
        if asked.record:
            file, _, name = asked.record.rpartition("::")
            lines = {found: first for first, _, found in spans_of(file)}
            settings = {"target000": WatchedFunction(Path(file), name, lines[name]).request}
        env = attached(os.environ, Path(folder), "taking" if asked.record else "sampling", settings)
        text = shlex.join([asked.python, str(asked.script), *asked.rest])
        watched = Command(text, env=None if asked.alone else env)
        runs = CommandMeter(random.Random(0), budget_s=asked.budget).measure(watched, Command(text))
    what = "alone" if asked.alone else asked.record or "sampler"
    alone_s = median(run.cpu_s for run in runs.new)
    print(f"{asked.script}: {what}, {alone_s:.2f} s alone, {headline(runs.samples(wall=False), {0: 1.0})}")


if __name__ == "__main__":
    main()
