"""Imports point one way, and the child side stands alone."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import hasten

ROOT = Path(__file__).parent.parent
CHILD = Path(hasten.__file__).parent / "run" / "hasten_child"
CHILD_FILES = sorted(CHILD.rglob("*.py"))
#: The oldest interpreter that the child side must run under.
OLDEST = (3, 9)
#: May be imported inside a function: the libraries of the user's values, and the package itself by its boot script.
USERS_OWN = ("numpy", "pandas", "hasten_child")

#: Modules of the standard library, also those that only other versions of Python have.
STANDARD = sys.stdlib_module_names | {"_sha256", "_sha2"}


def test_layers_hold() -> None:
    lint_imports = Path(sys.executable).parent / "lint-imports"
    if not lint_imports.exists():
        pytest.skip("import-linter is not installed beside this interpreter")
    run = subprocess.run([str(lint_imports), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_child_side_has_files() -> None:
    assert CHILD_FILES


@pytest.mark.parametrize("path", CHILD_FILES, ids=lambda path: str(path.relative_to(CHILD)))
def test_child_imports_only_itself_and_the_standard_library(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    depth = len(path.relative_to(CHILD).parts)
    at_import = [name for node in executed_on_import(tree) for name in imported(node, depth)]
    later = [name for node in ast.walk(tree) for name in imported(node, depth)]
    assert [] == at_import
    assert [] == [name for name in later if name not in USERS_OWN]


@pytest.mark.parametrize("path", CHILD_FILES, ids=lambda path: str(path.relative_to(CHILD)))
def test_child_parses_on_the_oldest_interpreter(path: Path) -> None:
    ast.parse(path.read_text(encoding="utf-8"), feature_version=OLDEST)


def executed_on_import(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when the module is imported: all but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield child
            yield from executed_on_import(child)


def imported(node: ast.AST, depth: int) -> list[str]:
    """Names that an import statement brings in from outside the child package and the standard library."""
    if isinstance(node, ast.Import):
        names = [alias.name.partition(".")[0] for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        outside = node.level > depth
        names = ["." * node.level] if outside else [(node.module or "").partition(".")[0]] if node.level == 0 else []
    else:
        names = []
    return [name for name in names if name not in STANDARD]
