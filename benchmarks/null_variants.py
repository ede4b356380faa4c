"""How many claims the whole of optimize makes about 64 variants that are the same code with other names, offered at once.

python benchmarks/null_variants.py [--rounds 20] [--variants 64] [--write docs/results/null_variants.md]
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from clock_cases import CASES
from machine import described

from hasten.api.optimize import optimize_target
from hasten.api.options import Options
from hasten.api.targets import target_of
from hasten.core import Archive, Budget, Candidate, Facts, SourceEdit, Target
from hasten.stats.proportions import clopper_pearson
from hasten.stores.sql import SqlStore

USED = ("numbers", "allocation", "text", "dictionaries")


class Renamed:
    """Proposes the target with its loop variable renamed: other text and tree, the same bytecode."""

    name = "renamed"

    def __init__(self, variants: int) -> None:
        self._variants = variants

    def propose(
        self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
    ) -> Iterator[Candidate]:
        """The variants, in order."""
        for number in range(self._variants):
            yield Candidate(SourceEdit(re.sub(r"\bi\b", f"i{number}", target.source)), self.name, "the same code")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--variants", type=int, default=64)
    parser.add_argument("--budget", type=float, default=90.0)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    cases = [c for c in CASES if c.name in USED]
    claims, tried, winners, seconds = 0, 0, 0, []
    for number in range(given.rounds):
        case = cases[number % len(cases)]
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            (place / "slow.py").write_text(f"{case.source}\n\ndef calls():\n    return [({case.n},)]\n")
            options = Options(inputs=f"{place / 'slow.py'}::calls", budget_s=given.budget, seed=number)
            start = time.monotonic()
            with SqlStore.in_folder(place) as store:
                found = optimize_target(
                    target_of(f"{place / 'slow.py'}::f"), options, store=store, proposers=[Renamed(given.variants)]
                )
            seconds.append(time.monotonic() - start)
        claims += found.evidence.outcome == "faster"
        tried += len(found.context.fates)
        winners += sum(f.race is not None and f.race.winner == "new" for f in found.context.fates)
        print(number, case.name, found.evidence.outcome, found.evidence.reason, f"{seconds[-1]:.0f} s", flush=True)
    rate = clopper_pearson(claims, given.rounds)
    text = f"""# Variants that are the same code, through the whole of optimize

{described()}

{given.rounds} rounds, up to {given.variants} variants each, {tried} raced in all; {winners} won a race by chance.
Claims: **{claims} of {given.rounds}** rounds (95 % interval of the rate: {rate.low:.1%} to {rate.high:.1%}).
A round took {sum(seconds) / len(seconds):.0f} s in the mean.

Again: `python benchmarks/null_variants.py --write docs/results/null_variants.md`.
"""
    print(text)
    if given.write:
        given.write.parent.mkdir(parents=True, exist_ok=True)
        given.write.write_text(text)


if __name__ == "__main__":
    main()
