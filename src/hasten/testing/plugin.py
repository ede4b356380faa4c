"""The pytest plugin: ``pytest --hasten-record`` keeps the calls of chosen functions for ``hasten optimize``.

It is loaded by every pytest of an environment that has hasten, so it imports nothing until it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from hasten.testing.recorder import Recorder

_HELP = "record the calls of functions that tests are marked with (@pytest.mark.hasten), that --hasten-target names, "
_KEY: pytest.StashKey[Recorder] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Two options in a group of their own."""
    group = parser.getgroup("hasten")
    group.addoption("--hasten-record", action="store_true", help=_HELP + "or that the benchmark fixture is given")
    group.addoption(
        "--hasten-target", action="append", default=[], metavar="FILE::NAME", help="record this one; implies the above"
    )


def pytest_configure(config: pytest.Config) -> None:
    """The marker is always known; the recorder is made only when it is wanted."""
    config.addinivalue_line(
        "markers", "hasten('path.py::name', target=FUNCTION): record calls of these functions with --hasten-record"
    )
    if config.getoption("hasten_record") or config.getoption("hasten_target"):
        from hasten.testing.recorder import Recorder

        recorder = Recorder(config)
        config.stash[_KEY] = recorder
        config.pluginmanager.register(_Hooks(recorder), "hasten-record")


class _Hooks:
    """What happens only while recording."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Any:
        """Around the test itself, not its fixtures."""
        with self.recorder.during(pyfuncitem):
            return (yield)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Write what was seen."""
        self.recorder.save()

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say what was kept, what was not and why, and what to do with it."""
        terminalreporter.section("hasten: recorded calls")
        for line in self.recorder.summary():
            terminalreporter.line(line)
