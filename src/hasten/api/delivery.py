"""What a compiled variant brings along when it is applied: kernel, built module, test, and the lines that build it."""

from __future__ import annotations

import re
import sysconfig
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from hasten.api.targets import import_place, project_of
from hasten.builders.codon import ENDING as CODON
from hasten.builders.codon import EXPORTS, commands, exports
from hasten.builders.mypyc import ENDING, EXACT
from hasten.builders.native import FLAGS
from hasten.builders.pythran import ENDING as PYTHRAN
from hasten.builders.pythran import PYTHRAN_FLAGS, find_pythran
from hasten.builders.pythran import commands as pythran_commands
from hasten.core import SourceEdit, Workload
from hasten.core.values import call_source, import_lines
from hasten.errors import TargetError
from hasten.proposers.compile.proposer import kernel_name
from hasten.report.context import Report

#: Calls of the workload that the test repeats, and leaves of the largest of them.
_MOST_CALLS, _MOST_LEAVES = 8, 400
#: Every file of ours starts with one of these, so that no other is ever overwritten.
_OURS = ("// Made by hasten", "# Made by hasten")
#: Proposers of functions over whole arrays, which bring a test along and nothing that has to be built.
_OVER_ARRAYS = "compile/numpy"
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
    if not edit.files and not candidate.proposer.startswith(_OVER_ARRAYS):
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
    if "numpy" in candidate.needs and not candidate.payload.files:
        lines += _numpy_lines(target.file, target.source)
    for name in candidate.payload.files:
        kernel, suffix = name.rpartition(".")[0], f".{name.rpartition('.')[2]}"
        if name.endswith(PYTHRAN):
            lines += _pythran_lines(target.file, kernel)
        elif name.endswith(CODON):
            lines += _codon_lines(target.file, kernel)
        elif suffix == ".cpp":
            lines += _native_lines(target.file, kernel)
        elif name.endswith(ENDING):
            lines += _mypyc_lines(target.file, name)
        elif "numba" in candidate.needs:
            lines += [
                f"{name} needs numba; without it the plain function runs. For pyproject.toml:",
                "", "[project.optional-dependencies]", 'numba = ["numba>=0.60"]',
            ]
    return lines


def _numpy_lines(file: Path, before: str) -> list[str]:
    """The dependency on numpy; none where the file or the project has it already."""
    if re.search(r"^\s*(import|from) numpy\b", before, re.MULTILINE):
        return []
    try:
        text = (project_of(file) / "pyproject.toml").read_text(encoding="utf-8")
        declared = tomllib.loads(text).get("project", {}).get("dependencies", [])
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        declared = []
    if any(re.match(r"numpy\b", str(one)) for one in declared):
        return []
    return [f"{file.name} imports numpy now. For pyproject.toml:", "", "[project]", 'dependencies = ["numpy>=2.0"]']


def _mypyc_lines(file: Path, name: str) -> list[str]:
    """The build lines of a module for mypyc."""
    project = project_of(file)
    try:
        source = (file.parent / name).relative_to(project)
    except ValueError:
        source = Path(name)
    return [
        f"the built module beside {file.name} is for this interpreter only; keep it out of version control.",
        'To build it with the project, in setup.py (setuptools, with "mypy" in requires of [build-system]):', "",
        "from mypyc.build import mypycify", "from setuptools import setup", "",
        f'built = mypycify(["{source.as_posix()}"], opt_level="2")',
        "for extension in built:", f"    extension.extra_compile_args += {[*EXACT]!r}", "setup(ext_modules=built)",
    ]  # fmt: skip


def _codon_lines(file: Path, kernel: str) -> list[str]:
    """The commands that build a module for Codon."""
    include, out = Path(sysconfig.get_paths()["include"]), f"{kernel}{sysconfig.get_config_var('EXT_SUFFIX')}"
    built = commands(Path("codon"), "g++", include, kernel, out)
    return [
        f"the built module beside {file.name} is for this interpreter and this kind of processor only; keep it out of",
        "version control. Elsewhere the plain function runs, or what these commands build in that folder:", "",
        f"printf '{exports(kernel).strip()}' > {EXPORTS}", *(" ".join(command) for command in built),
    ]  # fmt: skip


def _pythran_lines(file: Path, kernel: str) -> list[str]:
    """The commands that build a module for Pythran."""
    include, out = Path(sysconfig.get_paths()["include"]), f"{kernel}{sysconfig.get_config_var('EXT_SUFFIX')}"
    folder = find_pythran() or Path("pythran")
    _, compiled = pythran_commands("python", folder, "g++", include, kernel, out)
    return [
        f"the built module beside {file.name} is for this interpreter only; keep it out of version control. Elsewhere",
        "the plain function runs, or what these commands build in that folder (pip install pythran):", "",
        f"pythran {' '.join(PYTHRAN_FLAGS)} {kernel}_core.py -o {kernel}_core.hpp", " ".join(compiled),
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
    flags = [flag for flag in FLAGS if flag.startswith(("-std", "-f")) and flag != "-fPIC"]
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
    kernel = next(iter(candidate.payload.files), kernel_name(target, "numpy") + ".").rpartition(".")[0]
    source = candidate.payload.source
    plain, held = _plain_name(source, target.name), _held_name(source, kernel)
    small = sorted((c for c in workload.calls if c.size <= _MOST_LEAVES), key=lambda c: c.size)
    chosen = (small or sorted(workload.calls, key=lambda c: c.size)[:1])[-_MOST_CALLS:]
    calls = [call_source("f", call.tree) for call in chosen]
    calls = [text for text in calls if "<" not in text]
    if not (plain or held) or not calls:
        return
    head = _HEAD.format(
        imports="".join(f"{line}\n" for line in import_lines("\n".join(calls))),
        used=f"from {target.module} import {target.name}, {plain}" if plain else f"import {target.module} as whole",
        calls="".join(f"    lambda f: {text},\n" for text in calls),
    )
    # One that is imported at the first call would be imported again for None.
    off = "False" if held.endswith("_loaded") else "None"
    text = head + (_TEST if plain else _TEST_OF_LOOPS).format(name=target.name, plain=plain, held=held, off=off)
    yield f"test_{kernel.lstrip('_')}.py", text


def _plain_name(source: str, name: str) -> str:
    wanted = f"_{name.lstrip('_')}_plain"
    return next((line[4:].partition("(")[0] for line in source.splitlines() if line.startswith(f"def {wanted}")), "")


def _held_name(source: str, kernel: str) -> str:
    """Name under which a module holds its kernel, or what stands for it until it is loaded; "" where there is none."""
    late, early = f"{kernel}_loaded = None\n", f"    import {kernel}\n"
    lines = source.replace("from . import", "import")
    return f"{kernel}_loaded" if late in lines else kernel if early in lines else ""


_HEAD = '''\
# Made by hasten: the compiled function gives what the plain one gives, or leaves the call to it.
{imports}import pytest

{used}

CALLS = [
{calls}]


def outcome(call, function):
    try:
        value = call(function)
        value = list(value) if hasattr(value, "__next__") else value
    except Exception as error:
        return "raises", type(error)
    return "returns", repr(value), type(value)
'''
_TEST = '''

@pytest.mark.parametrize("call", CALLS)
def test_{name}_compiled_is_as_plain(call):
    assert outcome(call, {plain}) == outcome(call, {name})
'''
#: Where loops are compiled inside of a function, the same function without the kernel is the plain one.
_TEST_OF_LOOPS = '''

@pytest.mark.parametrize("call", CALLS)
def test_{name}_with_compiled_loops_is_as_plain(call, monkeypatch):
    compiled = outcome(call, whole.{name})
    monkeypatch.setattr(whole, "{held}", {off})
    assert outcome(call, whole.{name}) == compiled
'''


def listed(paths: Sequence[Path]) -> list[str]:
    """The written files, as lines for the user."""
    return [f"written: {path}" for path in paths]
