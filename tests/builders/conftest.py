"""A project with one function, and a sandbox that has a place for what is built."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders.kernels import SOURCE

from hasten.core import Target
from hasten.run import Sandbox, find_interpreter


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
    return Sandbox(find_interpreter(None, target.root), target.root, target.root, builds=builds)
