"""What a compiled variant brings along when it is applied: kernel, built module, test, and the lines that build it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from hasten.api.targets import import_place, project_of
from hasten.builders.mypyc import ENDING, EXACT
from hasten.builders.native import FLAGS
from hasten.core import SourceEdit, Workload
from hasten.core.values import call_source, import_lines
from hasten.errors import TargetError
from hasten.report.context import Report

#: Calls of the workload that the test repeats, and leaves of the largest of them.
_MOST_CALLS, _MOST_LEAVES = 8, 400
#: Every file of ours starts with one of these, so that no other is ever overwritten.
_OURS = ("// Made by hasten", "# Made by hasten")
_SUFFIXES = {".cpp": "a C++ compiler", ".py": "numba"}


def brought_files(report: Report) -> dict[Path, bytes]:
    """Files to write beside the target's own, by path; empty for a variant of plain Python.

    Raises:
        TargetError: One of them is there already and is not ours.
    """
    target, candidate = report.context.target, report.evidence.candidate
    if target is None or candidate is None or not isinstance(candidate.payload, SourceEdit):
        return {}
    edit, beside = candidate.payload, target.file.parent
    if not edit.files:
        return {}
    found = {beside / name: text.encode("utf-8") for name, text in edit.files.items()}
    for name, text in _test(report):
        found[_test_folder(beside, target.file) / name] = text.encode("utf-8")
    for path in found:
        if path.exists() and not path.read_text(encoding="utf-8", errors="replace").startswith(_OURS):
            raise TargetError(f"{path} is there already and is not hasten's, so nothing was applied; move it away")
    for built in report.evidence.extra.get("files", ()):
        path = Path(built)
        if path.exists() and path.suffix == ".so":
            found[beside / path.name] = path.read_bytes()
    return found


def notes(report: Report) -> list[str]:
    """What the user has to do so that the compiled form is built elsewhere too: lines of text, maybe none."""
    target, candidate = report.context.target, report.evidence.candidate
    if target is None or candidate is None or not isinstance(candidate.payload, SourceEdit):
        return []
    lines: list[str] = []
    for name in candidate.payload.files:
        kernel, suffix = name.rpartition(".")[0], f".{name.rpartition('.')[2]}"
        if suffix == ".cpp":
            lines += _native_lines(target.file, kernel)
        elif name.endswith(ENDING):
            lines += _mypyc_lines(target.file, name)
        elif "numba" in candidate.needs:
            lines += [
                f"{name} needs numba; without it the plain function runs. For pyproject.toml:",
                "", "[project.optional-dependencies]", 'numba = ["numba>=0.60"]',
            ]
    return lines


def _mypyc_lines(file: Path, name: str) -> list[str]:
    """The build lines of a module for mypyc."""
    project = project_of(file)
    try:
        source = (file.parent / name).relative_to(project)
    except ValueError:
        source = Path(name)
    return [
        f"the built module beside {file.name} is for this interpreter only; keep it out of version control.",
        "To build it with the project, in setup.py (setuptools, with mypy among the build requirements):", "",
        "from mypyc.build import mypycify", f'built = mypycify(["{source.as_posix()}"], opt_level="2")',
        "for extension in built:", f"    extension.extra_compile_args += {[*EXACT]!r}", "setup(ext_modules=built)",
    ]  # fmt: skip


def _native_lines(file: Path, kernel: str) -> list[str]:
    """The build lines of an extension module, in the form that the project uses."""
    project = project_of(file)
    _, module = import_place(file)
    package = module.rpartition(".")[0]
    dotted = f"{package}.{kernel}" if package else kernel
    try:
        source = (file.parent / f"{kernel}.cpp").relative_to(project)
    except ValueError:
        source = Path(f"{kernel}.cpp")
    flags = [flag for flag in FLAGS if flag.startswith("-std") or flag in ("-ffp-contract=off", "-fwrapv")]
    head = f"the built module beside {file.name} is for this interpreter only; keep it out of version control."
    if _backend(project) in ("", "setuptools"):
        listed = ", ".join(f'"{flag}"' for flag in flags)
        return [
            head, "To build it with the project, in pyproject.toml (setuptools 74 or newer):", "",
            "[[tool.setuptools.ext-modules]]", f'name = "{dotted}"', f'sources = ["{source.as_posix()}"]',
            'language = "c++"', f"extra-compile-args = [{listed}]", "optional = true",
        ]  # fmt: skip
    return [
        head, "To build it with the project, as a setuptools extension (setup.py or a build hook):", "",
        f'Extension("{dotted}", ["{source.as_posix()}"], language="c++", extra_compile_args={flags!r}, optional=True)',
    ]  # fmt: skip


def _backend(project: Path) -> str:
    """The build backend of a project, as the first part of its dotted name; empty where none is named."""
    try:
        text = (project / "pyproject.toml").read_text(encoding="utf-8")
        found = tomllib.loads(text).get("build-system", {}).get("build-backend", "")
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return ""
    return str(found).partition(".")[0]


def _test_folder(beside: Path, file: Path) -> Path:
    tests = project_of(file) / "tests"
    return tests if tests.is_dir() else beside


def _test(report: Report) -> Iterator[tuple[str, str]]:
    """A test that compares the compiled function with the plain one on calls of the workload."""
    target, candidate, workload = report.context.target, report.evidence.candidate, report.context.workload
    if target is None or candidate is None or not isinstance(workload, Workload) or "." in target.name:
        return
    assert isinstance(candidate.payload, SourceEdit)
    kernel = next(iter(candidate.payload.files)).rpartition(".")[0]
    plain = _plain_name(candidate.payload.source, target.name)
    small = sorted((c for c in workload.calls if c.size <= _MOST_LEAVES), key=lambda c: c.size)
    chosen = (small or sorted(workload.calls, key=lambda c: c.size)[:1])[-_MOST_CALLS:]
    calls = [call_source("f", call.tree) for call in chosen]
    calls = [text for text in calls if "<" not in text]
    if not plain or not calls:
        return
    text = _TEST.format(
        module=target.module, name=target.name, plain=plain,
        imports="".join(f"{line}\n" for line in import_lines("\n".join(calls))),
        calls="".join(f"    lambda f: {text},\n" for text in calls),
    )
    yield f"test_{kernel.lstrip('_')}.py", text


def _plain_name(source: str, name: str) -> str:
    wanted = f"_{name.lstrip('_')}_plain"
    return next((line[4:].partition("(")[0] for line in source.splitlines() if line.startswith(f"def {wanted}")), "")


_TEST = '''\
# Made by hasten: the compiled function gives what the plain one gives, or leaves the call to it.
{imports}import pytest

from {module} import {name}, {plain}

CALLS = [
{calls}]


def outcome(call, function):
    try:
        value = call(function)
    except Exception as error:
        return "raises", type(error)
    return "returns", repr(value), type(value)


@pytest.mark.parametrize("call", CALLS)
def test_{name}_compiled_is_as_plain(call):
    assert outcome(call, {plain}) == outcome(call, {name})
'''


def listed(paths: Sequence[Path]) -> list[str]:
    """The written files, as lines for the user."""
    return [f"written: {path}" for path in paths]
