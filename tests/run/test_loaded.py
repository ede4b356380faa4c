"""A command says which files it ran, its own script among them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hasten.run.attach import Program, attached, run_program


def test_the_script_itself_is_listed(tmp_path: Path) -> None:
    (tmp_path / "inner.py").write_text("X = 1\n", encoding="utf-8")
    (tmp_path / "script.py").write_text("import os, inner\nos.chdir('/')\n", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    program = Program((sys.executable, "script.py"), tmp_path, attached(dict(os.environ), out, "loaded", {}))
    assert 0 == run_program(program, limit_s=60.0, folder=out).code
    listed = {line for file in out.glob("loaded-*") for line in file.read_text(encoding="utf-8").splitlines()}
    assert {str(tmp_path.resolve() / name) for name in ("script.py", "inner.py")} <= listed
