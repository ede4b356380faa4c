"""Functions that a change touches beside its target: their own recorded calls say whether they stay the same."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from hasten.api.judging import Judge
from hasten.api.options import Options
from hasten.api.workloads import prepared
from hasten.code.globals_used import reachable_functions
from hasten.code.private_containers import affected, private_containers, read_from_positions, reshaped
from hasten.code.source import parse
from hasten.core import Artifact, Target, Workload
from hasten.errors import HastenError
from hasten.stores.runs import RunStore

#: Wall seconds that one of them may take.
_LIMIT_S = 12.0
#: Files of the project that are looked through, and folders that are not the project's own.
_MOST_FILES = 3000
_HIDDEN = frozenset({".venv", "venv", ".git", ".hasten", "site-packages", "node_modules", "__pycache__"})


@dataclass(frozen=True)
class Partner:
    """A function that shares private containers with a target.

    Attributes:
        target: The function, on the same text as the target.
        workload: Its recorded calls.
    """

    target: Target
    workload: Workload


def partners_of(source: str, name: str) -> list[str]:
    """Functions that use a private list which this function uses, by qualified name."""
    module = parse(source)
    if isinstance(module, SyntaxError):
        return []
    shared = [found.functions for found in private_containers(module).values() if found.kind == "list"]
    return sorted({other for functions in shared if name in functions for other in functions} - {name})


def difference_for_partners(
    target: Target,
    old: Artifact,
    new: Artifact,
    partners: Sequence[Partner],
    options: Options,
    *,
    store: RunStore,
    recorded_on: str = "",
) -> str:
    """Why a variant is not the same for the other functions that it touches; empty where it is.

    Args:
        target: The function that it was made for, which has been checked already.
        old: Its original.
        new: The variant.
        partners: The functions whose calls are at hand.
        options: As for the target.
        store: Where counterexamples are looked up.
        recorded_on: Text of the module on which the calls were recorded, where that is not the original's.
    """
    # What has no underscore may be used by anyone; nobody else in the project does, or the variant is refused.
    open_names = {*reshaped(old.source, new.source, public=True), *read_from_positions(old.source, new.source)}
    names = sorted(reshaped(old.source, new.source))
    reader = _outside_reader(target, sorted(open_names - {*names}))
    if reader:
        return reader
    if not names:
        return ""
    touched = affected(old.source, new.source) - {target.name}
    if not touched:
        return ""
    module = parse(old.source)
    inside = set() if isinstance(module, SyntaxError) else set(reachable_functions(module, target.name))
    reader = _outside_reader(target, names)
    if reader:
        return reader
    known = {partner.target.name: partner for partner in partners}
    for name in sorted(touched):
        if name in known:
            reason = _differs(known[name], old, new, options, store, recorded_on)
            if reason:
                return f"{name}, which it changes too, {reason}"
        elif name not in inside:
            return f"{name}, which it changes too, was not called while calls were recorded"
    return ""


def _outside_reader(target: Target, names: Sequence[str]) -> str:
    """Why a private attribute is not private: another file that names it and knows its class or module; else empty."""
    stem = target.module.rpartition(".")[2]
    patterns = []
    for name in names:
        owner, _, attribute = name.rpartition(".")
        reads = re.compile(rf"\.{re.escape(attribute)}\b|['\"]{re.escape(attribute)}['\"]")
        knows = re.compile(rf"\b({re.escape(owner)}|{re.escape(stem)})\b")
        patterns.append((attribute, reads, knows))
    found: dict[int, str] = {}
    for file in _neighbours(target):
        try:
            text = file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        for number, (attribute, reads, knows) in enumerate(patterns):
            if number not in found and reads.search(text) and knows.search(text):
                found[number] = f"{file.name} names {attribute} too, so it is not private to {target.file.name}"
        if 0 in found:
            break
    # Of several, the first name is told, whichever file came first.
    return found[min(found)] if found else ""


def _neighbours(target: Target) -> Iterator[Path]:
    """Python files of the same project, or of the same installed package."""
    installed = {"site-packages", "dist-packages"} & set(target.root.parts)
    folder = target.root / target.module.partition(".")[0] if installed else target.root
    return (file for file in islice(_below(folder), _MOST_FILES) if file != target.file)


def _below(folder: Path) -> Iterator[Path]:
    """Python files of a tree, those that git ignores too: they may read the attribute as well."""
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _HIDDEN]
        yield from (Path(here, name) for name in names if name.endswith(".py"))


def _differs(
    partner: Partner, old: Artifact, new: Artifact, options: Options, store: RunStore, recorded_on: str
) -> str:
    own = replace(options, budget_s=_LIMIT_S)
    target = partner.target.on(old.source)
    try:
        setup, refusal = prepared(target, own, workload=partner.workload, recorded_on=recorded_on)
    except HastenError as error:
        return f"cannot be checked: {error}"
    try:
        if refusal is not None:
            return f"cannot be checked: {refusal}"
        verdict = Judge(setup, own, corpus=store).check(old, new)
    finally:
        setup.close()
    if verdict.same:
        return ""
    found = verdict.counterexample
    return f"differs ({found.kind}: {found.call})" if found is not None else "could not be checked far enough"
