"""Kernels are built in a sandbox, found by workers, and kept for the next run."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders.kernels import CALLS, SOURCE, proposed

from hasten.builders import BuildCache, ChosenBuilder, NativeBuilder, NumbaBuilder, native_missing
from hasten.core import Artifact, BuildFailure, Candidate, SourceEdit, Target
from hasten.core.facts import Facts, ParameterFacts
from hasten.proposers.compile import CompiledProposer
from hasten.run import Runner, Sandbox


@pytest.fixture
def sandbox(sandbox: Sandbox) -> Sandbox:
    """The one that a C++ compiler works in."""
    if native_missing(sandbox):
        pytest.skip(native_missing(sandbox))
    return sandbox


def compiled(target: Target, allow: tuple[str, ...] = ("python", "native")) -> list[Candidate]:
    return proposed(target, allow, {"mypyc": "mypy"})


def test_a_kernel_runs_in_the_sandbox_and_is_kept(target: Target, sandbox: Sandbox, tmp_path: Path) -> None:
    (candidate,) = compiled(target)
    assert isinstance(candidate.payload, SourceEdit)
    assert ["_sums_total_native.cpp"] == list(candidate.payload.files)
    cache = BuildCache(tmp_path / "cache")
    built = NativeBuilder(sandbox, cache).build(target, candidate)
    assert isinstance(built, Artifact) and built.build_s > 0
    with Runner(sandbox, target) as runner:
        runner.attach(built.source, built.files)
        same = ("out", "value", "exc")
        old, new = ([{k: o.get(k) for k in same} for o in runner.observe(s, CALLS)] for s in (SOURCE, built.source))
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
    (candidate,) = compiled(inner)
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
    failure = NativeBuilder(other, BuildCache(None)).build(target, compiled(target)[0])
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
    assert [] == compiled(target, ("python", "numpy"))
    loose = replace(target, source=SOURCE.replace("x * by", "__import__('os').getpid() or x"))
    assert [] == compiled(loose)


def test_each_backend_says_why_it_takes_no_part(target: Target) -> None:
    import random

    from hasten.archives import BestArchive
    from hasten.core import Budget

    proposer = CompiledProposer({"native": "a C++ compiler", "mypyc": "mypy"})
    facts = Facts((ParameterFacts("xs", {"k": "any"}), ParameterFacts("by", {"k": "int"})), allow=("native", "numba"))
    assert [] == list(proposer.propose(target, facts, BestArchive(), random.Random(0), Budget()))
    assert {"numba": "the argument xs is of unknown type"} == proposer.refusals
