"""How often each rule fires in other people's code, and how often what it proposes survives the oracle.

Every function of the given folders is looked at without recorded calls, so that only what the code itself and its
annotations say is known. Of each rule's places a sample is tried: the change is made, and ``hasten verify`` compares it
with the original on generated inputs. A place whose function cannot be given inputs says nothing of the rule.

    python benchmarks/rules_in_libraries.py [--places 6] [--budget 6] [--seed 0] [--out FILE] FOLDER ...
    python benchmarks/rules_in_libraries.py page FILE... [--write docs/results/rules_in_libraries.md]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from machine import described

from hasten.api.options import Options
from hasten.api.targets import target_of
from hasten.api.verify import verify_targets
from hasten.errors import HastenError
from hasten.proposers.rules._finding import Located, RuleFailure
from hasten.proposers.rules._registry import all_rules, applied, rule_name, scan_module
from hasten.scan.tree import files_of
from hasten.stores.memory import MemoryStore

LEFT_OUT = ["*/test/*", "*/tests/*", "*/idlelib/*", "*/site-packages/*", "*/lib2to3/*"]


@dataclass(frozen=True)
class Place:
    """One finding of one rule."""

    file: Path
    located: Located


def looked_at(folders: list[Path]) -> tuple[list[Place], list[str], dict[str, Any]]:
    """Findings, rules that raised, and what was read in which time (CPU seconds)."""
    places: list[Place] = []
    raised: list[str] = []
    lines = functions = touched = files = 0
    started = time.process_time()

    def failed(failure: RuleFailure) -> None:
        raised.append(f"{failure.rule} in {failure.function}: {failure.error!r}")

    for file in files_of(folders, LEFT_OUT):
        try:
            source = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        files += 1
        lines += source.count("\n")
        functions += len(re.findall(r"^\s*(?:async )?def ", source, re.MULTILINE))
        found = scan_module(source, on_failure=failed)
        touched += len({located.code.name for located in found if not located.finding.minor})
        places += [Place(file, located) for located in found]
    spent = time.process_time() - started
    return places, raised, {
        "files": files, "lines": lines, "functions": functions, "touched": touched, "seconds": spent,
    }  # fmt: skip


def tried(place: Place, options: Options) -> tuple[str, str]:
    """The fate of one change: same, differs, or not checked; and why."""
    changed = applied(place.located)
    if changed is None:
        return "not made", ""
    try:
        old = target_of(f"{place.file}::{place.located.code.name}")
        # The change stands in a copy, so that the file of the library stays as it is.
        answer = verify_targets(old, replace(old, source=changed), options, store=MemoryStore())
    except HastenError as error:
        return "not checked", str(error)
    verdict, reason = answer.evidence.verdict, answer.evidence.reason
    if verdict is None or answer.evidence.outcome not in ("no_difference", "differs"):
        return "not checked", reason
    if answer.evidence.outcome == "differs":
        found = verdict.counterexample
        return "differs", f"{found.call}: {found.old}, {found.new}" if found is not None else reason
    return ("same, weakly searched" if verdict.weak else "same"), verdict.weak


def measured(given: argparse.Namespace) -> None:
    """Look, try and write one row for the trees and one a rule; a run that was cut short goes on."""
    places, raised, read = looked_at(given.folders)
    rng = random.Random(given.seed)
    by_rule: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_rule[place.located.rule].append(place)
    growth = {(p.file, p.located.code.name) for p in places if p.located.finding.growth is not None}
    known = given.out.read_text().splitlines() if given.out.exists() else []
    done = {json.loads(line).get("rule") for line in known}
    head = {
        "read": read, "raised": raised, "growth": len(growth), "machine": described(),
        "folders": [folder.name for folder in given.folders], "places": given.places, "budget": given.budget,
    }  # fmt: skip
    if not known:
        add(given.out, head)
    with tempfile.TemporaryDirectory() as state:
        options = Options(budget_s=given.budget, seed=given.seed, state=Path(state), trust=True)
        for rule, found in sorted(by_rule.items()):
            fates = []
            sample = rng.sample(found, min(given.places, len(found)))
            if rule in done:
                continue
            for place in sample:
                fate, why = tried(place, options)
                where = f"{place.file.name}:{place.located.finding.line} {place.located.code.name}"
                fates.append((fate, where, why))
                print(f"{rule}: {where}: {fate} {why[:160]}", flush=True)
            functions = len({(p.file, p.located.code.name) for p in found})
            add(given.out, {"rule": rule, "fires": len(found), "functions": functions, "fates": fates})


def add(file: Path, row: dict[str, Any]) -> None:
    """Append a row; what is there already is not done again by the next run."""
    with file.open("a") as stream:
        stream.write(json.dumps(row) + "\n")


def page(files: list[Path]) -> str:
    """The tables of stored runs as Markdown."""
    rows = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    heads = [row for row in rows if "read" in row]
    read = Counter()
    for head in heads:
        read.update(head["read"])
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    differing = []
    for row in rows:
        if "rule" not in row:
            continue
        rules[row["rule"]].update({"fires": row["fires"], "functions": row["functions"]})
        for fate, where, why in row["fates"]:
            rules[row["rule"]][fate] += 1
            if fate == "differs":
                differing.append((row["rule"], where, why))
    never = sorted({rule_name(rule) for rule in all_rules()} - set(rules))
    checked = Counter()
    for counted in rules.values():
        checked.update(counted)
    survived = checked["same"] + checked["same, weakly searched"]
    compared = survived + checked["differs"]
    folders = ", ".join(sorted({name for head in heads for name in head["folders"]}))
    text = [
        "# The rules in other people's code\n",
        f"`python benchmarks/rules_in_libraries.py` on: {folders}. {heads[0]['machine']}\n",
        f"* {read['files']:,.0f} files, {read['lines']:,.0f} lines, {read['functions']:,.0f} functions; the detectors took "
        f"{1000 * read['seconds'] / read['lines'] * 1000:.0f} ms of CPU per 1,000 lines.",
        f"* {read['touched']:,.0f} functions ({read['touched'] / read['functions']:.1%}) have a finding that is proposed alone, "
        f"{sum(head['growth'] for head in heads):,} ({sum(head['growth'] for head in heads) / read['functions']:.2%}) one that "
        "lowers the growth.",
        f"* {sum(len(head['raised']) for head in heads)} times a rule raised.",
        f"* Of each rule's places in a tree up to {heads[0]['places']} were tried: {compared} could be compared, "
        f"{survived} ({survived / max(1, compared):.0%}) were the same, {checked['differs']} differed; "
        f"{checked['not checked']} could not be given inputs, {checked['not made']} could not be written.\n",
        "| rule | fires | functions | same | of them weakly searched | differs | no inputs |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for rule, counted in sorted(rules.items(), key=lambda item: -item[1]["fires"]):
        weak = counted["same, weakly searched"]
        text.append(
            f"| {rule} | {counted['fires']:,} | {counted['functions']:,} | {counted['same'] + weak} | {weak} | "
            f"{counted['differs']} | {counted['not checked']} |"
        )
    text.append(f"\nNever fired there: {', '.join(never)}.\n")
    if differing:
        text.append("What differed:\n")
        text += [f"* {rule}, {where}: {' '.join(why.split())[:240]}" for rule, where, why in differing]
    return "\n".join(text) + "\n"


def main() -> None:
    if sys.argv[1:2] == ["page"]:
        parser = argparse.ArgumentParser()
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--write", type=Path)
        given = parser.parse_args(sys.argv[2:])
        text = page(given.files)
        if given.write:
            given.write.write_text(text)
        else:
            print(text)
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=Path, default=[Path(os.__file__).parent])
    parser.add_argument("--places", type=int, default=6)
    parser.add_argument("--budget", type=float, default=6.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("rules_in_libraries.jsonl"))
    measured(parser.parse_args())


if __name__ == "__main__":
    main()
