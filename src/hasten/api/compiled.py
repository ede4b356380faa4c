"""What a request needs for compiled variants: who proposes them, who builds them, and what is said of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hasten.api.options import COMPILED, Options
from hasten.api.pypy import pypy_of
from hasten.api.setup import Setup
from hasten.builders import (
    BuildCache,
    ChosenBuilder,
    CodonBuilder,
    MypycBuilder,
    NativeBuilder,
    NumbaBuilder,
    PythranBuilder,
    codon_missing,
    mypyc_missing,
    native_missing,
    pythran_missing,
)
from hasten.builders.codon import ENDING as CODON_ENDING
from hasten.builders.mypyc import ENDING
from hasten.builders.pythran import ENDING as PYTHRAN_ENDING
from hasten.core import Artifact, Builder, Evidence, Proposer, SourceEdit
from hasten.meters.cores import all_cores
from hasten.proposers.compile import BACKENDS, EXPERIMENTAL, CompiledProposer
from hasten.report.caveats import caveat
from hasten.run.sandbox import Sandbox
from hasten.run.worker import Worker

_LOAD_LIMIT_S = 60.0


class Compiled:
    """Compiled variants of one request.

    Args:
        setup: The target, ready to run.
        options: With what the user allows.
        installed: Packages that the user's interpreter has.

    Attributes:
        proposers: Who proposes compiled variants; empty where none are allowed.
        builder: Builds every candidate, compiled or not.
        cache: Folder of what is kept from run to run, None where nothing is compiled.
    """

    def __init__(self, setup: Setup, options: Options, installed: Sequence[str] = ()) -> None:
        self._pypy = pypy_of(setup, budget_s=options.budget_s) if "native" in options.allow else None
        self.missing = missing_backends(setup, options, installed)
        version = setup.sandbox.interpreter.version[:2]
        wanted = (COMPILED | {"numpy"}) & set(options.allow)
        self.proposers: list[Proposer] = []
        self._proposer = CompiledProposer(self.missing, version=version)
        if wanted:
            self.proposers = [self._proposer]
        self.cache = options.state_folder / "cache" if wanted - {"numpy"} else None
        cache = BuildCache(self.cache)
        native: Builder = NativeBuilder(setup.sandbox, cache)
        numba: Builder = NumbaBuilder(setup.sandbox, cache)
        mypyc: Builder = MypycBuilder(setup.sandbox, cache)
        codon: Builder = CodonBuilder(setup.sandbox, cache)
        pythran: Builder = PythranBuilder(setup.sandbox, cache)
        builders = {".cpp": native, ".py": numba, ENDING: mypyc, CODON_ENDING: codon, PYTHRAN_ENDING: pythran}
        self.builder = ChosenBuilder(builders, lambda artifact: attach(setup, artifact))

    def told(self, evidence: Evidence) -> Evidence:
        """The evidence with one caveat for each backend that was not tried or could not take the function, and PyPy."""
        if self._pypy is not None:
            evidence = replace(evidence, extra={**evidence.extra, "pypy": self._pypy})
        found = [caveat("backend-missing", backend=name, needs=needs) for name, needs in self.missing.items()]
        by = evidence.candidate.proposer if evidence.candidate is not None else ""
        if by.partition("-")[0] in EXPERIMENTAL:
            found.append(caveat("experimental", backend=by))
        refusals = dict(self._proposer.refusals)
        apart = refusals.pop("parallel", "")
        if apart:
            found.append(caveat("not-parallel", reason=apart))
        if not by.startswith(self._proposer.name):
            failed = {name: f"its build failed: {why}" for name, why in self.builder.failures.items()}
            refused = failed | refusals
            found += [caveat("not-compiled", backend=name, reason=reason) for name, reason in refused.items()]
        return replace(evidence, caveats=(*evidence.caveats, *found)) if found else evidence


def attach(setup: Setup, artifact: Artifact) -> None:
    """Let the runner find the compiled modules of a version."""
    setup.runner.attach(
        artifact.source, artifact.files, prepare=artifact.prepare, first=artifact.first, imports=artifact.imports
    )


#: Backends that are built, and what says what they would need.
_BUILT: Mapping[str, Callable[[Sandbox], str]] = {
    "native": native_missing, "mypyc": mypyc_missing, "codon": codon_missing, "pythran": pythran_missing,
}  # fmt: skip
#: Of the others, those that are no package.
_NEEDS = {"parallel": "a second processor (this process may use one)"}


def missing_backends(setup: Setup, options: Options, installed: Sequence[str]) -> dict[str, str]:
    """Backends that are allowed but not there, with what they would need."""
    missing = {
        name: needs
        for name, needs_of in _BUILT.items()
        if BACKENDS[name] in options.allow and (needs := needs_of(setup.sandbox))
    }
    there = {"numpy": "numpy" in installed, "parallel": len(all_cores()) > 1, "numba": "numba" in installed}
    for name, is_there in there.items():
        if name in options.allow and not is_there:
            missing[name] = _NEEDS.get(name, f"{name} in the interpreter that runs the code (pip install {name})")
    return missing


def kept_files(artifact: Artifact, cache: Path | None) -> tuple[Path, ...]:
    """Files of the edit's own modules, where they outlive this process as far as they do."""
    edit = artifact.candidate.payload
    names = [name.rpartition(".")[0] for name in edit.files] if isinstance(edit, SourceEdit) else []
    own = [path for path in artifact.files.values() if path.name.partition(".")[0] in names]
    lasting = [cache / path.parent.name / path.name if cache is not None else path for path in own]
    return tuple(last if last.exists() else path for last, path in zip(lasting, own, strict=True))


def first_call_of(
    setup: Setup, old: Artifact, new: Artifact, evidence: Evidence, cache: Path | None
) -> dict[str, Any]:
    """``first_call`` and ``break_even`` of a compiled variant; empty for one that is plain Python.

    The first call of a fresh process includes the import of the module on both sides, and of the kernel on the new one.
    The break-even counts the build with it: that is what a developer pays once.
    """
    if not new.files or evidence.speedup is None or not setup.workload.calls:
        return {}
    firsts = {"old": _first_s(setup, old.source), "new": _first_s(setup, new.source)}
    if None in firsts.values():
        return {}
    calls = math.fsum(row.calls for row in evidence.sizes)
    saved_s = math.fsum(row.calls * (row.old - row.new) for row in evidence.sizes) / max(1.0, calls)
    found: dict[str, Any] = {"first_call": firsts, "files": kept_files(new, cache)}
    paid_s = new.build_s + max(0.0, _number(firsts["new"]) - _number(firsts["old"]))
    if saved_s > 0:
        found["break_even"] = math.ceil(paid_s / saved_s)
    return found


def _number(value: float | None) -> float:
    return value or 0.0


def _first_s(setup: Setup, source: str) -> float | None:
    """CPU seconds of a fresh process for importing a version and calling it once; None where that fails."""
    runner = setup.runner
    call: Mapping[str, Any] = setup.workload.calls[0].tree
    with runner.new_zygote(ahead=False) as zygote, runner.loaded(source, zygote=zygote) as (worker, answer):
        if "error" in answer:
            return None
        observed = worker.ask("observe", call=call, cpu_limit_s=_LOAD_LIMIT_S)
        return _cpu_s(worker) if isinstance(observed, dict) else None


def _cpu_s(worker: Worker) -> float | None:
    try:
        return worker.cpu_ns() / 1e9
    except OSError:
        return None
