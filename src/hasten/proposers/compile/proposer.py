"""The proposer of compiled variants, one a backend."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hasten.code.source import FunctionNode, ParsedModule, parse
from hasten.core.budget import Budget
from hasten.core.candidate import Candidate, SourceEdit
from hasten.core.facts import Facts
from hasten.core.protocols import Archive
from hasten.core.target import Target
from hasten.proposers.compile.codon import codon_sources
from hasten.proposers.compile.front import Call, Front, in_package, with_calls, with_lazy, with_native, with_world
from hasten.proposers.compile.ir import Kernel
from hasten.proposers.compile.lattice import Type, from_domain
from hasten.proposers.compile.mypyc import world_source
from hasten.proposers.compile.native import extension_source
from hasten.proposers.compile.numba import numba_source
from hasten.proposers.compile.numpy import vectorised
from hasten.proposers.compile.parallel import in_parallel, some_in_parallel
from hasten.proposers.compile.pythran import pythran_sources
from hasten.proposers.compile.recorder import recorded, recording_source
from hasten.proposers.compile.refusal import Unsupported
from hasten.proposers.compile.regions import CompiledRegion, RegionFinder
from hasten.proposers.compile.translate import Translator

#: What ``--allow`` calls a backend, and the backends in the order in which they are tried.
BACKENDS: Mapping[str, str] = {
    "native": "native", "parallel": "parallel", "numpy": "numpy", "numba": "numba", "codon": "native-max",
    "pythran": "native-max", "mypyc": "native",
}  # fmt: skip
#: Proposers, by the name of a candidate's without its end ``-loops``, whose variants are marked as experimental.
EXPERIMENTAL = frozenset({"compile/codon", "compile/pythran"})


class CompiledProposer:
    """Offers the target compiled, where every value in it has a type that compiled code holds exactly.

    Args:
        missing: Backend to what it would need here; those are not tried.
        version: Of the interpreter that runs the code.

    Attributes:
        refusals: Backend to why the original was not compiled by it.
    """

    name = "compile"

    def __init__(self, missing: Mapping[str, str] | None = None, *, version: tuple[int, int] = (3, 11)) -> None:
        self.missing, self.version = dict(missing or {}), version
        self.refusals: dict[str, str] = {}
        self._asked = False

    def propose(
        self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
    ) -> Iterator[Candidate]:
        """One candidate a backend that is allowed and there."""
        wanted = [name for name, allowed in BACKENDS.items() if allowed in facts.allow and name not in self.missing]
        if not wanted:
            return
        module = parse(target.source)
        if isinstance(module, SyntaxError):
            return
        # What is proposed in place of the original later is compiled too, and why not is of no interest.
        first, self._asked = not self._asked, True
        if "parallel" in wanted and "native" not in facts.allow:
            wanted.remove("parallel")
            self.refusals["parallel"] = "its threads are those of the backend native; add native to --allow"
        yield from self._kernels(target, facts, module, [name for name in wanted if name in KERNEL_BACKENDS], first)
        if "numpy" in wanted:
            yield from self._vectorised(target, facts, module, first)
        # Machine code over plain values is the faster of the two, where it can be had and proved itself.
        proved = any(e.candidate is not None and e.candidate.proposer == "compile/native" for e in archive.elites())
        if "mypyc" in wanted and not proved:
            try:
                found = world_candidate(target, facts, module)
            except Unsupported as reason:
                if first:
                    self.refusals.setdefault("mypyc", str(reason))
            else:
                if found is not None:
                    yield found

    def _vectorised(
        self, target: Target, facts: Facts, module: ParsedModule, first: bool
    ) -> Iterator[Candidate]:
        """Candidates whose loops are operations on arrays: outer loops as far as it goes, or inner ones only."""
        try:
            node = _compilable(module, target)
            found = [vectorised_candidate(target, facts, module, node, False, self.version)]
        except Unsupported as reason:
            if first:
                self.refusals.setdefault("numpy", str(reason))
            return
        try:
            found.append(vectorised_candidate(target, facts, module, node, True, self.version))
        except Unsupported:
            pass
        yield from {candidate.key: candidate for candidate in found}.values()

    def _kernels(
        self, target: Target, facts: Facts, module: ParsedModule, wanted: Sequence[str], first: bool
    ) -> Iterator[Candidate]:
        """Candidates of the backends that compile the function alone, over plain values, or loops of it."""
        left: list[str] = []
        try:
            node = _compilable(module, target)
            kernel = Translator(module, node.name, parameter_types(facts, node), version=self.version).run()
        except Unsupported as reason:
            left = list(wanted)
            if first:
                self.refusals |= dict.fromkeys(wanted, str(reason))
        else:
            for name in wanted:
                try:
                    candidate = whole(KERNEL_BACKENDS[name], target, module, node, kernel)
                except Unsupported as reason:
                    if first:
                        self.refusals.setdefault(name, str(reason))
                    # The rounds of a loop are no more apart where the loop is compiled alone.
                    left += [name] if name != "parallel" else []
                    continue
                if candidate is not None:
                    yield candidate
        if left:
            yield from self._loops(target, facts, module, left, first)

    def _loops(
        self, target: Target, facts: Facts, module: ParsedModule, wanted: Sequence[str], first: bool
    ) -> Iterator[Candidate]:
        """Candidates in which loops of the function are compiled, for backends that do not take all of it."""
        node = module.functions.get(target.name)
        if node is None or facts.rerun is None or target.kind not in ("function", "generator"):
            return
        finder = RegionFinder(module, node, version=self.version)
        places = finder.starts()
        if not places:
            return
        seen = recorded(places, facts.rerun(recording_source(module, node, places)))
        found = finder.regions(seen)
        for name in wanted:
            for regions in _choices(found) if name == "native" else [[one] for one in by_depth(found)[:1]]:
                try:
                    candidate = loops(KERNEL_BACKENDS[name], target, module, node, regions)
                except Unsupported as reason:
                    self.refusals[name] = f"{self.refusals.get(name, reason)}; nor does a loop of it ({reason})"
                    continue
                if candidate is not None:
                    yield candidate
        if not found and first:
            for name in wanted:
                self.refusals[name] = f"{self.refusals[name]}; nor does a loop of it ({finder.refusal})"


def vectorised_candidate(
    target: Target, facts: Facts, module: ParsedModule, node: ast.FunctionDef, inner_first: bool,
    version: tuple[int, int],
) -> Candidate:  # fmt: skip
    """The function over whole arrays.

    Raises:
        Unsupported: It has no loop that numpy computes with the same result.
    """
    found = vectorised(module, node, facts.parameters, inner_first=inner_first, version=version, sparing=True)
    return Candidate(
        SourceEdit(found.source), "compile/numpy",
        f"{found.n_loops} loop{'s' if found.n_loops > 1 else ''} of {node.name} became operations on whole arrays, in "
        "the same order where it counts; other arguments, and what numpy would do in another way, run as before",
        needs=("numpy",),
    )  # fmt: skip


def world_candidate(target: Target, facts: Facts, module: ParsedModule) -> Candidate | None:
    """The function with all that it can reach of its module, compiled by mypyc; None where the text cannot be edited.

    Raises:
        Unsupported: Something in it cannot be closed off from the outside, or held exactly.
    """
    if target.kind != "function":
        raise Unsupported(f"it is a {target.kind.replace('_', ' ')}")
    made = world_source(module, target.name, [p.domain for p in facts.parameters], target.file.name)
    name = kernel_name(target, "mypyc")
    front = with_world(module, made.inference.world.target.node, name, made.names, made.changed)
    if front is None:
        return None
    classes = ", ".join(sorted(made.inference.world.classes))
    with_ = f" with the classes {classes}" if classes else ""
    return _candidate(
        target, front, name, {f"{name}.py": made.text}, "compile/mypyc",
        f"{target.name} runs as machine code made by mypyc ({name}.py){with_}; objects from outside are taken over and "
        "written back, and a call that raises or does not fit runs as before",
    )  # fmt: skip


def parameter_types(facts: Facts, node: ast.FunctionDef) -> list[Type]:
    """Types of the parameters as the workload shows them.

    Raises:
        Unsupported: One of them holds what compiled code does not know.
    """
    if len(facts.parameters) != len(node.args.args):
        raise Unsupported("it takes its arguments in another form than by position")
    return [from_domain(p.domain, f"the argument {p.name}") for p in facts.parameters]


def _compilable(module: ParsedModule, target: Target) -> ast.FunctionDef:
    node = module.functions.get(target.name)
    if target.kind != "function" or not isinstance(node, ast.FunctionDef):
        raise Unsupported(f"it is a {target.kind.replace('_', ' ')}" if target.kind != "function" else "it is nested")
    if module.parents.get(node) is not module.tree:
        raise Unsupported("it is a method")
    return node


def kernel_name(target: Target, backend: str) -> str:
    """Name of the module beside the target's that holds its compiled form."""
    return f"_{target.file.stem.lstrip('_')}_{target.name.rpartition('.')[2].lstrip('_')}_{backend}"


def _described(kernel: Kernel) -> str:
    from hasten.proposers.compile.lattice import shown

    main = kernel.main
    return ", ".join(f"{name}: {shown(main.variables[name])}" for name in main.parameters) or "no arguments"


def _candidate(
    target: Target, front: Front, kernel: str, files: Mapping[str, str], proposer: str, rationale: str,
    needs: tuple[str, ...] = (), threads: bool = False,
) -> Candidate:
    source = in_package(front.source, kernel) if "." in target.module else front.source
    return Candidate(SourceEdit(source, dict(files), front.prepare, threads), proposer, rationale, needs=needs)


@dataclass(frozen=True)
class _Backend:
    """A backend that compiles kernels.

    Attributes:
        name: What it is called.
        files: Of kernels (numba takes one), the module's name and the original's: file names with their texts.
        runs: How a function runs then, in words with ``{kernel}`` for the name of the module and ``{types}`` for the
            types of its arguments.
        loops_run: The same of loops of it.
        lazy: Whether it is compiled at its first call.
        needs: Packages that it needs where it runs.
        threads: Whether it computes in threads.
    """

    name: str
    files: Callable[[Sequence[Kernel], str, str], Mapping[str, str]]
    runs: str
    loops_run: str
    lazy: bool = False
    needs: tuple[str, ...] = ()
    threads: bool = False


_FITS = "what does not fit into 64 bits or would raise runs as before"
_CHECKED = "integers are checked, and what does not fit or would raise runs as before"
_SHARED = "with the rounds of a loop shared out among threads"
_BY_PYTHRAN = "by way of the C++ that Pythran makes of {kernel}_core.py"
_BY_CODON = "for this very kind of processor, compiled by Codon ({kernel}_core.codon)"
KERNEL_BACKENDS: Mapping[str, _Backend] = {
    backend.name: backend
    for backend in (
        _Backend(
            "native", lambda kernels, name, file: {f"{name}.cpp": extension_source(kernels, name, file)},
            f"runs as machine code ({{kernel}}.cpp) on {{types}}; {_FITS}",
            f"run as machine code ({{kernel}}.cpp); {_FITS}",
        ),
        _Backend(
            "parallel", lambda kernels, name, file: {f"{name}.cpp": extension_source(kernels, name, file)},
            f"runs as machine code ({{kernel}}.cpp) on {{types}}, {_SHARED}; {_FITS}",
            f"run as machine code ({{kernel}}.cpp), {_SHARED}; {_FITS}", threads=True,
        ),
        _Backend(
            "numba", lambda kernels, name, file: {f"{name}.py": numba_source(kernels[0], file)},
            f"is compiled by numba ({{kernel}}.py) at its first call, for {{types}}; {_CHECKED}",
            f"are compiled by numba ({{kernel}}.py) when they first run; {_CHECKED}", lazy=True, needs=("numba",),
        ),
        _Backend(
            "codon", codon_sources, f"runs as machine code {_BY_CODON}, on {{types}}; experimental; {_FITS}",
            f"run as machine code {_BY_CODON}; experimental; {_FITS}",
        ),
        _Backend(
            "pythran", pythran_sources, f"runs as machine code, {_BY_PYTHRAN}, on {{types}}; experimental; {_FITS}",
            f"run as machine code, {_BY_PYTHRAN}; experimental; {_FITS}",
        ),
    )
}  # fmt: skip


def whole(
    backend: _Backend, target: Target, module: ParsedModule, node: ast.FunctionDef, kernel: Kernel
) -> Candidate | None:
    """The function compiled by a backend; None where the text cannot be edited.

    Raises:
        Unsupported: The backend does not compute it exactly.
    """
    name = kernel_name(target, backend.name)
    front = (with_lazy if backend.lazy else with_native)(module, node, name, list(kernel.constants))
    if front is None:
        return None
    kernels = [in_parallel(kernel) if backend.threads else kernel]
    return _candidate(
        target, front, name, backend.files(kernels, name, target.file.name), f"compile/{backend.name}",
        f"{node.name} {backend.runs.format(kernel=name, types=_described(kernel))}", backend.needs, backend.threads,
    )  # fmt: skip


def loops(
    backend: _Backend, target: Target, module: ParsedModule, node: FunctionNode, regions: Sequence[CompiledRegion]
) -> Candidate | None:
    """Loops of the function compiled by a backend; None where the text cannot be edited.

    Raises:
        Unsupported: The backend does not compute one of them exactly.
    """
    name = kernel_name(target, backend.name)
    front = with_calls(module, node, name, [_call(one) for one in regions], lazy=backend.lazy)
    if front is None:
        return None
    kernels = [one.kernel for one in regions]
    files = backend.files(some_in_parallel(kernels) if backend.threads else kernels, name, target.file.name)
    rationale = f"{_lines_of(regions)} of {target.name} {backend.loops_run.format(kernel=name)}"
    by = f"compile/{backend.name}-loops"
    return _candidate(target, front, name, files, by, rationale, backend.needs, backend.threads)


def _call(one: CompiledRegion) -> Call:
    region = one.region
    given = [*region.given, *one.kernel.constants]
    return Call(region.statements, one.name, given, region.bound, region.guards, region.returns)


def _lines_of(regions: Sequence[CompiledRegion]) -> str:
    spans = [(one.region.statements[0].lineno, one.region.statements[-1].end_lineno) for one in regions]
    return "the lines " + ", ".join(f"{first} to {last}" for first, last in spans)


def by_depth(regions: Sequence[CompiledRegion]) -> list[CompiledRegion]:
    """Regions in the order of their loops, those nested deepest first."""
    return sorted(regions, key=lambda one: -max(_depth(statement) for statement in one.region.statements))


def _depth(node: ast.AST) -> int:
    """How deep loops are nested in a node; a comprehension counts once for each of its loops."""
    own = isinstance(node, ast.For | ast.While) + len(getattr(node, "generators", ()))
    return own + max((_depth(child) for child in ast.iter_child_nodes(node)), default=0)


def _choices(regions: Sequence[CompiledRegion]) -> list[Sequence[CompiledRegion]]:
    """All regions together, and the most promising alone: one that runs often on little does not pay."""
    if not regions:
        return []
    return [regions, by_depth(regions)[:1]] if len(regions) > 1 else [regions]
