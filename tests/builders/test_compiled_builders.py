"""Kernels are built in a sandbox, found by workers, and kept for the next run."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hasten.builders import BuildCache, ChosenBuilder, NativeBuilder, NumbaBuilder, native_missing
from hasten.core import Artifact, BuildFailure, Candidate, SourceEdit, Target
from hasten.core.facts import Facts, ParameterFacts
from hasten.proposers.compile import CompiledProposer
from hasten.run import Runner, Sandbox, find_interpreter

SOURCE = '''\
STEP = 3


def total(xs, by=2):
    """Adds up."""
    found = 0
    for x in xs:
        found += x * by + STEP
    return found
'''


@pytest.fixture
def target(tmp_path: Path) -> Target:
    file = tmp_path / "project" / "sums.py"
    file.parent.mkdir()
    file.write_text(SOURCE, encoding="utf-8")
    return Target("total", file, "sums", file.parent, SOURCE)


@pytest.fixture
def sandbox(target: Target, tmp_path: Path) -> Sandbox:
    builds = tmp_path / "builds"
    builds.mkdir()
    found = Sandbox(find_interpreter(None, target.root), target.root, target.root, builds=builds)
    if native_missing(found):
        pytest.skip(native_missing(found))
    return found


def proposed(target: Target, allow: tuple[str, ...] = ("python", "native")) -> list[Candidate]:
    import random

    from hasten.archives import BestArchive
    from hasten.core import Budget

    ints = {"k": "list", "of": {"k": "int"}}
    facts = Facts((ParameterFacts("xs", ints), ParameterFacts("by", {"k": "int"})), allow=allow)
    return list(CompiledProposer({"mypyc": "mypy"}).propose(target, facts, BestArchive(), random.Random(0), Budget()))


def test_a_kernel_runs_in_the_sandbox_and_is_kept(target: Target, sandbox: Sandbox, tmp_path: Path) -> None:
    (candidate,) = proposed(target)
    assert isinstance(candidate.payload, SourceEdit)
    assert ["_sums_total_native.cpp"] == list(candidate.payload.files)
    cache = BuildCache(tmp_path / "cache")
    built = NativeBuilder(sandbox, cache).build(target, candidate)
    assert isinstance(built, Artifact) and built.build_s > 0
    with Runner(sandbox, target) as runner:
        runner.attach(built.source, built.files)
        calls = [
            {"args": [["l", [1, 2, 3]]], "kwargs": {}},
            {"args": [["l", [["i", hex(2**62)], ["i", hex(2**62)]]]], "kwargs": {"by": 8}},
            {"args": [["l", [1, 0.5]]], "kwargs": {}},
            {"args": [["l", ["no"]]], "kwargs": {}},
        ]
        same = ("out", "value", "exc")
        old, new = ([{k: o.get(k) for k in same} for o in runner.observe(s, calls)] for s in (SOURCE, built.source))
        assert old == new
    other = replace(sandbox, builds=tmp_path / "others")
    other.builds.mkdir()  # type: ignore[union-attr]
    again = NativeBuilder(other, cache).build(target, candidate)
    assert isinstance(again, Artifact) and again.build_s == built.build_s, "the second run takes it from the cache"


def test_a_module_of_a_package_imports_its_kernel_from_the_package(target: Target, sandbox: Sandbox) -> None:
    package = target.root / "pkg"
    package.mkdir()
    (package / "__init__.py").touch()
    inner = Target("total", package / "sums.py", "pkg.sums", target.root, SOURCE)
    inner.file.write_text(SOURCE, encoding="utf-8")
    (candidate,) = proposed(inner)
    assert isinstance(candidate.payload, SourceEdit)
    assert "from . import _sums_total_native" in candidate.payload.source
    built = NativeBuilder(sandbox, BuildCache(None)).build(inner, candidate)
    assert isinstance(built, Artifact) and ["pkg._sums_total_native"] == list(built.files)
    # Without a plain function behind it, only the kernel can answer.
    only = built.source.replace("return _total_plain(xs, by)", "return None")
    with Runner(sandbox, inner) as runner:
        runner.attach(only, built.files)
        (found,) = runner.observe(only, [{"args": [["l", [1, 2, 3]]], "kwargs": {}}])
    assert 21 == found["value"]


def test_text_that_does_not_compile_is_a_failure(target: Target, sandbox: Sandbox) -> None:
    candidate = Candidate(SourceEdit(SOURCE, {"_broken.cpp": "int main( {"}), "test")
    found = NativeBuilder(sandbox, BuildCache(None)).build(target, candidate)
    assert isinstance(found, BuildFailure)
    assert "does-not-compile" == found.reason and "error" in found.detail


def test_headers_of_another_version_are_named(target: Target, sandbox: Sandbox, tmp_path: Path) -> None:
    include = tmp_path / "include"
    include.mkdir()
    answer = json.dumps([str(include), ".so", "cpython-311"])
    script = tmp_path / "python"
    script.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="utf-8")
    script.chmod(0o755)
    other = replace(sandbox, interpreter=replace(sandbox.interpreter, executable=str(script)))
    assert "install python3-dev" in native_missing(other)
    (include / "Python.h").touch()
    (include / "patchlevel.h").write_text("#define PY_MAJOR_VERSION 3\n#define PY_MINOR_VERSION\t8\n", encoding="utf-8")
    assert f"those in {include} are of 3.8" in native_missing(other)
    failure = NativeBuilder(other, BuildCache(None)).build(target, proposed(target)[0])
    assert isinstance(failure, BuildFailure) and "are of 3.8" in failure.detail


def test_the_first_failure_of_each_builder_is_kept(target: Target, sandbox: Sandbox) -> None:
    missing = Candidate(SourceEdit(SOURCE, {"_sums_numba.py": "import numba_that_is_pinned_away\n"}), "test")
    broken = Candidate(SourceEdit(SOURCE, {"_broken.cpp": "int main( {"}), "test")
    cache = BuildCache(None)
    builder = ChosenBuilder({".cpp": NativeBuilder(sandbox, cache), ".py": NumbaBuilder(sandbox, cache)}, lambda _: None)
    for candidate in (missing, broken, missing):
        assert isinstance(builder.build(target, candidate), BuildFailure)
    assert ["numba", "native"] == list(builder.failures)
    assert "numba_that_is_pinned_away" in builder.failures["numba"] and "error" in builder.failures["native"]


def test_a_build_cannot_read_the_project(target: Target, sandbox: Sandbox) -> None:
    if sandbox.bubblewrap is None:
        pytest.skip("no bubblewrap")
    text = f'#include "{target.file}"\n'
    found = NativeBuilder(sandbox, BuildCache(None)).build(target, Candidate(SourceEdit(SOURCE, {"_x.cpp": text}), "t"))
    assert isinstance(found, BuildFailure) and "No such file" in found.detail


def test_nothing_is_proposed_without_leave_or_without_types(target: Target) -> None:
    assert [] == proposed(target, ("python", "numpy"))
    loose = replace(target, source=SOURCE.replace("x * by", "__import__('os').getpid() or x"))
    assert [] == proposed(loose)


def test_each_backend_says_why_it_takes_no_part(target: Target) -> None:
    import random

    from hasten.archives import BestArchive
    from hasten.core import Budget

    proposer = CompiledProposer({"native": "a C++ compiler", "mypyc": "mypy"})
    facts = Facts((ParameterFacts("xs", {"k": "any"}), ParameterFacts("by", {"k": "int"})), allow=("native", "numba"))
    assert [] == list(proposer.propose(target, facts, BestArchive(), random.Random(0), Budget()))
    assert {"numba": "the argument xs is of unknown type"} == proposer.refusals
