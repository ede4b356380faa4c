"""How much faster ``hasten optimize`` makes sets of slow functions, one after the other.

    python benchmarks/quality.py dev --budget 20s
    python benchmarks/quality.py coffe --data DIR --budget 10s --limit 20 --sample 1
    python benchmarks/quality.py working --budget 20s --random-edits --limit 20
    python benchmarks/quality.py summary
    python benchmarks/quality.py page --write docs/results/quality.md

Sets: ``dev``, ``heldout``, ``working``, ``aside``, ``workshop``, ``exercises``, ``office``,
``scripts``, ``clinic``, ``depot``, ``backend``, ``research``, ``puzzles``, ``tooling``, ``library`` and
``business`` (tests/quality), ``coffe`` (HumanEval's canonical solutions on COFFE's
stressful inputs), ``mbpp`` (those of MBPP+'s canonical solutions that the rules' authors never read, on its plus inputs).
DIR holds ``coffe-humaneval/`` and ``evalplus/``; without ``--data`` it is taken from HASTEN_DATA. Variants of ``coffe`` and ``mbpp`` are checked on EvalPlus' inputs, and those
of tests/quality are held against an expert's version under the same meter. Of ``heldout`` and ``aside`` nothing but counts
and speed-ups is printed or kept.

With ``--random-edits`` a search proposes random single edits alone: the baseline, with the same budget, oracle and clock.
``page`` writes what is stored: of each set and proposer the last row of every function. Sets of which nothing is stored
stay as the page has them.

Rows are appended to ``--out`` (default ``.hasten/quality.jsonl``), so that runs accumulate. Functions that were not
made faster count as 1.0 in the geometric mean.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hasten.api.compare import compare_targets
from hasten.api.optimize import optimize_target
from hasten.api.options import Options, duration_s
from hasten.api.resolution import resolution_of
from hasten.api.setup import sandbox_of
from hasten.api.targets import target_of
from hasten.bench.adapters.coffe import coffe_tasks
from hasten.bench.adapters.evalplus import evalplus_tasks
from hasten.bench.task import Task
from hasten.bench.workspace import written
from hasten.bench.wrong import disagreements
from hasten.core import Evidence, SourceEdit
from hasten.errors import HastenError
from hasten.proposers.random_edits import RandomEditsProposer
from hasten.report import machine
from hasten.report.context import Report
from hasten.stores.memory import MemoryStore

HERE = Path(__file__).resolve().parent
FUNCTIONS = HERE.parent / "tests" / "quality" / "functions"
OWN = ("dev", "heldout", "working", "aside", "workshop", "exercises", "office", "scripts", "clinic", "depot", "backend", "research", "puzzles", "tooling", "library", "business")
CLOSED = ("heldout", "aside")
SETS = (*OWN, "coffe", "mbpp")


@dataclass(frozen=True)
class Item:
    """One function to make faster."""

    name: str
    target: str
    inputs: str
    expert: str | None = None
    proof: Task | None = None


def items(arguments: argparse.Namespace, below: Path) -> list[Item]:
    """The functions of a set, in a stable order."""
    if arguments.set in OWN:
        found = []
        for file in sorted((FUNCTIONS / arguments.set).glob("*.py")):
            expert = FUNCTIONS / "experts" / file.name
            found.append(Item(file.stem, f"{file}::{file.stem}", f"{file}::workload", f"{expert}::{file.stem}"))
        return found
    data = arguments.data or os.environ.get("HASTEN_DATA")
    if not data:
        sys.exit(f"quality: {arguments.set} needs --data DIR (or HASTEN_DATA) with coffe-humaneval/ and evalplus/")
    folder = Path(data)
    if arguments.set == "mbpp":
        # Every third was read while rules were written.
        tasks = [task for place, task in enumerate(evalplus_tasks(folder / "evalplus", "mbpp")) if place % 3]
        proofs = {task.name: task for task in tasks}
    else:
        tasks = coffe_tasks(folder / "coffe-humaneval")
        proofs = {task.name: task for task in evalplus_tasks(folder / "evalplus", "humaneval")}
    found = []
    for task in tasks:
        place = written(task, task.original, task.timed, below=below)
        if place.target is not None:
            found.append(Item(task.name, place.target, place.inputs, proof=proofs.get(task.name)))
    return found


def chosen(found: list[Item], arguments: argparse.Namespace) -> list[Item]:
    """The part that was asked for: by name, sampled, limited."""
    if arguments.only:
        found = [item for item in found if any(word in item.name for word in arguments.only)]
    if arguments.sample is not None:
        random.Random(arguments.sample).shuffle(found)
    return found[: arguments.limit]


def row_of(item: Item, arguments: argparse.Namespace, known: Mapping[str, Any], store: MemoryStore) -> dict[str, Any]:
    """Everything that is kept of one function; the store holds the machine's calibration for all of them."""
    started = time.monotonic()
    options = Options(
        inputs=item.inputs, budget_s=duration_s(arguments.budget), seed=arguments.seed,
        allow=tuple(arguments.allow.split(",")),
    )
    row: dict[str, Any] = {"name": item.name, "outcome": "error", "speedup": None, "won": []}
    try:
        proposers = [RandomEditsProposer()] if arguments.random_edits else None
        report = optimize_target(target_of(item.target), options, store=store, proposers=proposers)
    except HastenError as error:
        return {**row, "reason": str(error), "seconds": time.monotonic() - started}
    except Exception as error:  # noqa: BLE001 - a crash of hasten itself is a result of this run, not its end
        trace = traceback.format_exc()[-2000:]
        return {**row, "reason": f"crash: {error!r}", "trace": trace, "seconds": time.monotonic() - started}
    evidence = report.evidence
    row |= {
        "outcome": evidence.outcome, "reason": evidence.reason, "seconds": time.monotonic() - started,
        "speedup": ratio_of(evidence), "won": winners(report), "rejected": dict(report.context.refusals),
        "tried": len(report.context.fates), "weak": evidence.verdict.weak if evidence.verdict else "",
        "growth": [evidence.growth_before, evidence.growth_after], "source_hash": target_of(item.target).source_hash,
        "proposed": sorted({f.candidate.proposer for f in report.context.fates if f.candidate is not None}),
    }
    if item.expert is not None and not arguments.no_expert and not arguments.random_edits:
        row["expert"] = known.get(expert_key(item)) or expert_ratio(item, arguments, store)
    payload = evidence.candidate.payload if evidence.candidate is not None else None
    if evidence.outcome == "faster" and isinstance(payload, SourceEdit):
        source = payload.source
        row["variant"] = source
        if item.proof is not None:
            found = disagreements(target_of(item.target), source, item.proof)
            row |= {"proof_inputs": found.inputs, "wrong": len(found.differing), "wrong_example": found.example}
    return row


def ratio_of(evidence: Evidence) -> dict[str, Any] | None:
    """Estimate and interval."""
    found = evidence.speedup
    if found is None:
        return None
    return {"estimate": found.estimate, "low": found.low, "high": found.high, "bound": found.bound}


def winners(report: Report) -> list[str]:
    """Proposers of the variant and of what it was built on."""
    candidate = report.evidence.candidate
    if candidate is None:
        return []
    by_key = {f.candidate.key: f.candidate.proposer for f in report.context.fates if f.candidate is not None}
    return [*(by_key.get(key, "?") for key in candidate.parents), candidate.proposer]


def expert_key(item: Item) -> str:
    """Names a pair of original and expert by their texts."""
    texts = [target_of(spec).source_hash for spec in (item.target, item.expert or item.target)]
    return hashlib.sha256("".join(texts).encode()).hexdigest()[:16]


def expert_ratio(item: Item, arguments: argparse.Namespace, store: MemoryStore) -> dict[str, Any]:
    """The expert's version against the original under the same meter."""
    options = Options(inputs=item.inputs, budget_s=20.0, seed=arguments.seed, check_sameness=False)
    try:
        report = compare_targets(target_of(item.target), target_of(str(item.expert)), options, store=store)
    except HastenError as error:
        return {"key": expert_key(item), "error": str(error)}
    return {"key": expert_key(item), **(ratio_of(report.evidence) or {"error": report.evidence.reason})}


def line_of(number: int, row: Mapping[str, Any], closed: bool) -> str:
    """One line for people; of a closed set only the outcome and the figures."""
    ratio = row["speedup"] if row["outcome"] == "faster" else None
    figures = f"{ratio['estimate']:8.2f}x [{ratio['low']:.2f}, {ratio['high']:.2f}]" if ratio else "       -"
    expert = row.get("expert") or {}
    if "estimate" in expert:
        figures += f"  expert {expert['estimate']:.2f}x"
    name = f"function {number}" if closed else row["name"]
    text = f"{name:26} {row['outcome']:12} {figures:40} {row['seconds']:6.1f}s"
    if not closed:
        text += f"  {' + '.join(row['won'])}"
        if row["outcome"] not in ("faster", "not_faster"):
            text += f"  {row.get('reason', '')[:160]}"
    if row.get("wrong"):
        text += f"  WRONG on {row['wrong']} of {row['proof_inputs']} inputs: {row['wrong_example']}"
    return text


def kept(row: Mapping[str, Any], closed: bool) -> dict[str, Any]:
    """What goes to disk; nothing of a closed set shows code or what was recognised."""
    if not closed:
        return dict(row)
    open_keys = ("outcome", "speedup", "seconds", "expert", "tried")
    return {"name": hashlib.sha256(row["name"].encode()).hexdigest()[:8], **{k: row[k] for k in open_keys if k in row}}


def gain(row: Mapping[str, Any]) -> float:
    """Speed-up that counts: 1.0 where nothing faster was confirmed."""
    return float(row["speedup"]["estimate"]) if row["outcome"] == "faster" and row["speedup"] else 1.0


def geometric_mean(values: list[float]) -> float:
    """Of positive numbers; 1.0 of none."""
    return math.exp(sum(map(math.log, values)) / len(values)) if values else 1.0


def summary(rows: list[Mapping[str, Any]]) -> str:
    """Counts, the geometric mean, and how far the expert is away."""
    if not rows:
        return "nothing was run"
    outcomes = Counter(row["outcome"] for row in rows)
    text = f"{len(rows)} functions: " + ", ".join(f"{count} {name}" for name, count in outcomes.most_common())
    text += f"; geometric mean {geometric_mean([gain(r) for r in rows]):.3f}x, {sum(r['seconds'] for r in rows):.0f} s"
    held = [r for r in rows if "estimate" in (r.get("expert") or {})]
    if held:
        experts = geometric_mean([r["expert"]["estimate"] for r in held])
        half = sum(math.log(max(gain(r), 1.0)) >= 0.5 * math.log(max(r["expert"]["estimate"], 1.0)) for r in held)
        near = sum(gain(r) >= 0.8 * r["expert"]["estimate"] for r in held)
        text += f"; experts {experts:.3f}x, {near} of {len(held)} within 20 % of them, {half} at least half way (log)"
    proved = [r for r in rows if "wrong" in r]
    if proved:
        wrong = [r for r in proved if r["wrong"]]
        text += f"; {len(wrong)} of {len(proved)} variants wrong on EvalPlus' inputs"
    return text


def version() -> str:
    """Commit of this tree, with a mark where files differ from it."""
    try:
        commit, changed = git("rev-parse", "--short", "HEAD"), git("status", "--porcelain", "-uno")
    except (OSError, subprocess.CalledProcessError):
        return ""
    return commit + ("+" if changed else "")


def git(*words: str) -> str:
    """What a git command says of this tree."""
    return subprocess.run(["git", "-C", str(HERE), *words], capture_output=True, text=True, check=True).stdout.strip()


def stored(file: Path) -> Iterator[dict[str, Any]]:
    """Rows of earlier runs; a line that was cut short by a kill is passed over."""
    if file.is_file():
        for line in file.read_text(encoding="utf-8").splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                continue


def show_stored(file: Path) -> None:
    """One line per stored run."""
    runs: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in stored(file):
        runs.setdefault((row["run"], row["set"]), []).append(row)
    for (run, name), rows in runs.items():
        print(f"{run}  {name:8} {rows[0]['version']:10} budget {rows[0]['budget']}: {summary(list(rows))}")


TITLES = {
    "dev": "Twenty of our own, read by the rules' authors", "heldout": "Twenty of our own, never read",
    "working": "Forty by an author who never saw hasten, read since", "aside": "Twenty by the same author, never read",
    "workshop": "Twenty-four of working code by a second author, read since",
    "exercises": "Twenty-four in the style of exercises by a third author, read since",
    "office": "Twenty-six of working code by a fourth author, read since",
    "scripts": "Twenty-six exercises and research scripts by a fifth author, read since",
    "clinic": "Twenty-four of working code by a sixth author, four of them good already, read since",
    "depot": "Twenty-four of working code by a seventh author, four of them good already, read since",
    "backend": "Twenty-four of working code by an eighth author, four of them good already, read since",
    "research": "Twenty-four scripts of research by a ninth author, four of them good already, read since",
    "puzzles": "Twenty-four exercises of contests by a tenth author, eight of them with little or nothing to gain, read since",
    "library": "Twenty-four of small libraries by a twelfth author, four of them good already, read since",
    "business": "Twenty-four of business code by a thirteenth author, four of them good already, read since",
    "tooling": "Twenty-four of tools and small applications by an eleventh author, eight of them with little or nothing to gain, read since",
    "coffe": "HumanEval's solutions on COFFE's stressful inputs", "mbpp": "MBPP+'s solutions on its plus inputs, without those that were read",
}


def page(file: Path, before: str = "") -> str:
    """Tables of what is stored, as Markdown; what a page from before says of other sets stays as it is."""
    latest: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in stored(file):
        latest.setdefault((row["set"], row.get("proposers", "hasten")), {})[row["name"]] = row
    parts = {key: (_line_of_set(*key, list(rows.values())), _section(*key, list(rows.values()))) for key, rows in latest.items()}
    for key, part in _parts_of(before).items():
        parts.setdefault(key, part)
    ordered = [part for _, part in sorted(parts.items(), key=_in_order)]
    lines = ["# How much faster hasten makes slow functions", ""]
    lines += ["Functions that were not made faster count as 1.0 in the geometric mean. *Half way* to the expert is in logarithms.", ""]
    lines += ["| set | proposals | functions | faster | 1.1x or more | geometric mean | expert | half way | wrong | seconds |"]
    lines += ["|---|---|---|---|---|---|---|---|---|---|"]
    lines += [line for line, _ in ordered]
    lines += ["", "*Wrong*: of the accepted variants that were checked on EvalPlus' inputs, those that differ on any.", ""]
    lines += [line for _, section in ordered for line in section]
    lines += ["", "Again: `python benchmarks/quality.py SET`, then `python benchmarks/quality.py page --write docs/results/quality.md`."]
    return "\n".join(lines) + "\n"


def _parts_of(text: str) -> dict[tuple[str, str], tuple[str, list[str]]]:
    """The line in the table and the section of every set of a page, by set and proposals."""
    names = {title: name for name, title in TITLES.items()}
    found: dict[tuple[str, str], tuple[str, list[str]]] = {}
    sections = {}
    for section in text.partition("\nAgain: ")[0].split("\n## ")[1:]:
        head, _, rest = section.partition("\n")
        sections[head] = ["", f"## {head}", *rest.split("\n")[:-1]]
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] in names:
            head = cells[0] + ("" if cells[1] == "hasten" else f": {cells[1]}")
            found[names[cells[0]], cells[1]] = line, sections.get(head, [])
    return found


def _in_order(item: tuple[tuple[str, str], object]) -> tuple[int, str]:
    (name, by), _ = item
    return SETS.index(name), by


def _line_of_set(name: str, by: str, rows: list[dict[str, Any]]) -> str:
    gains = [gain(row) for row in rows]
    held = [row for row in rows if "estimate" in (row.get("expert") or {})]
    expert = half = "-"
    if held:
        expert = f"{geometric_mean([row['expert']['estimate'] for row in held]):.1f}x"
        near = sum(math.log(max(gain(r), 1.0)) >= 0.5 * math.log(max(r["expert"]["estimate"], 1.0)) for r in held)
        half = f"{near} of {len(held)}"
    proved = [row for row in rows if "wrong" in row]
    wrong = f"{sum(row['wrong'] > 0 for row in proved)} of {len(proved)}" if proved else "-"
    cells = [
        TITLES[name], by, str(len(rows)), str(sum(row["outcome"] == "faster" for row in rows)),
        str(sum(value >= 1.1 for value in gains)), f"{geometric_mean(gains):.2f}x", expert, half, wrong,
        f"{sum(row['seconds'] for row in rows) / len(rows):.0f} each",
    ]
    return "| " + " | ".join(cells) + " |"


def _section(name: str, by: str, rows: list[dict[str, Any]]) -> list[str]:
    """How a set was run, and each function of an open set that became faster."""
    last = rows[-1]
    ran = f"{last['run'][:10]}, hasten {last['version']}, budget {last['budget']}, `--allow {last['allow']}`, {machine.sentence(last['machine'])}."
    lines = ["", f"## {TITLES[name]}" + ("" if by == "hasten" else f": {by}"), "", ran, ""]
    faster = sorted((row for row in rows if row["outcome"] == "faster"), key=gain, reverse=True)
    if name in CLOSED or by != "hasten" or not faster:
        return lines
    lines += ["| function | speed-up | expert | by |", "|---|---|---|---|"]
    for row in faster:
        ratio, expert = row["speedup"], row.get("expert") or {}
        own = f"{expert['estimate']:.1f}x" if "estimate" in expert else "-"
        lines.append(f"| {row['name']} | {ratio['estimate']:.2f}x [{ratio['low']:.2f}, {ratio['high']:.2f}] | {own} | {' + '.join(row['won'])} |")
    return lines


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("set", choices=[*SETS, "summary", "page"])
    parser.add_argument("--budget", default="20s", help="for each function")
    parser.add_argument("--limit", type=int, default=None, help="at most so many functions")
    parser.add_argument("--sample", type=int, default=None, metavar="SEED", help="in an order shuffled by SEED")
    parser.add_argument("--only", nargs="*", default=[], metavar="TEXT", help="names that contain one of the texts")
    parser.add_argument("--allow", default="python")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--data", default=None, metavar="DIR")
    parser.add_argument("--random-edits", action="store_true", help="propose random single edits alone")
    parser.add_argument("--write", type=Path, default=None, metavar="FILE", help="where the page goes")
    parser.add_argument("--no-expert", action="store_true", help="leave the expert's version out")
    parser.add_argument("--out", type=Path, default=Path(".hasten/quality.jsonl"))
    return parser.parse_args()


def main() -> None:
    """Run a set, or show stored runs."""
    arguments = parsed()
    if arguments.set == "summary":
        show_stored(arguments.out)
        return
    if arguments.set == "page":
        known = arguments.write is not None and arguments.write.exists()
        text = page(arguments.out, arguments.write.read_text(encoding="utf-8") if known else "")
        if arguments.write is None:
            print(text)
        else:
            arguments.write.write_text(text, encoding="utf-8")
        return
    closed = arguments.set in CLOSED
    held = [row["expert"] for row in stored(arguments.out) if "estimate" in (row.get("expert") or {})]
    experts = {expert["key"]: expert for expert in held}
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    common = {
        "run": time.strftime("%Y-%m-%dT%H:%M:%S"), "set": arguments.set, "budget": arguments.budget,
        "seed": arguments.seed, "allow": arguments.allow, "version": version(), "machine": machine.describe(),
        "proposers": "random edits" if arguments.random_edits else "hasten",
    }
    rows: list[Mapping[str, Any]] = []
    store = MemoryStore()
    with tempfile.TemporaryDirectory(prefix="quality-") as below, arguments.out.open("a", encoding="utf-8") as out:
        selected = chosen(items(arguments, Path(below)), arguments)
        for number, item in enumerate(selected, start=1):
            if number == 1:  # the machine is calibrated once, and not on the first function's budget
                resolution_of(sandbox_of(target_of(item.target), Options()), store, random.Random(arguments.seed))
            row = row_of(item, arguments, experts, store)
            rows.append(row)
            out.write(json.dumps({**common, **kept(row, closed)}) + "\n")
            out.flush()
            print(line_of(number, row, closed), flush=True)
    print(summary(rows))
    sys.exit(1 if any(r.get("wrong") for r in rows) else 0)


if __name__ == "__main__":
    main()
