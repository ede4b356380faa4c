"""The front door: few names, each found at first use, and nothing heavy behind a bare import."""

import subprocess
import sys

import pytest

import hasten

HEAVY = ("numpy", "typer", "rich", "sqlalchemy", "pydantic", "jinja2", "hypothesis", "libcst", "beniget")


@pytest.mark.parametrize("name", hasten.__all__)
def test_every_public_name_is_found(name: str) -> None:
    assert getattr(hasten, name) is not None
    assert name in dir(hasten)


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'optimise'"):
        _ = hasten.optimise


def test_bare_import_loads_nothing_heavy() -> None:
    show = "import hasten, sys; print(*sorted(name.partition('.')[0] for name in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True).stdout.split()
    assert [] == [name for name in HEAVY if name in loaded]


def test_bare_import_loads_no_other_module_of_hasten() -> None:
    show = "import hasten, sys; print(*[name for name in sys.modules if name.startswith('hasten.')])"
    loaded = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True).stdout.split()
    assert [] == loaded
