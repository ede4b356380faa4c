"""What watching costs: commands with the sampler, and with calls being recorded, against the same commands alone.

    python benchmarks/watching.py PYTHON SCRIPT [FILE::NAME] [--budget SECONDS]

Pairs of whole runs in drawn order; the figure is processor time with over without.
"""

from __future__ import annotations

import argparse
import os
import random
import shlex
import tempfile
from pathlib import Path

from hasten.meters.commands import Command, CommandMeter
from hasten.profile.calls import WatchedFunction
from hasten.profile.hot import spans_of
from hasten.run.attach import attached
from hasten.stats.intervals import headline


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("python")
    parser.add_argument("script", type=Path)
    parser.add_argument(
        "function", nargs="?", help="FILE::NAME whose calls are recorded; without, the sampler is measured"
    )
    parser.add_argument("--budget", type=float, default=60.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = {"interval_s": "0.002"}
        if asked.function:
            file, _, name = asked.function.rpartition("::")
            lines = {found: first for first, _, found in spans_of(file)}
            settings = {"target000": WatchedFunction(Path(file), name, lines[name]).request}
        env = attached(os.environ, Path(folder), "taking" if asked.function else "sampling", settings)
        text = shlex.join([asked.python, str(asked.script)])
        runs = CommandMeter(random.Random(0), budget_s=asked.budget).measure(Command(text, env=env), Command(text))
    print(asked.script.name, asked.function or "sampler", headline(runs.samples(wall=False), {0: 1.0}))


if __name__ == "__main__":
    main()
