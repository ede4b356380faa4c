from __future__ import annotations

import random
import resource
import sys
from pathlib import Path

import pytest

from hasten.core import Censored
from hasten.meters.commands import Command, CommandFailed, CommandMeter, ProcessRun, run, waits

COUNT = f"{sys.executable} -I -S -c 'for i in range({{n}}): pass'"


def test_cpu_time_of_children_counts() -> None:
    inner = COUNT.format(n=3_000_000).replace("'", '"')
    alone = run(Command("true"), seed=1, limit_s=30)
    nested = run(Command(f"sh -c '{inner}; true'; true"), seed=1, limit_s=30)
    assert not isinstance(alone, Censored) and not isinstance(nested, Censored)
    assert nested.cpu_s > 3 * alone.cpu_s


def test_the_peak_is_that_of_the_command_or_unknown() -> None:
    small = run(Command("true"), seed=1, limit_s=30)
    # Below what this process itself has held the peak of a command cannot be told, and a test run may have held much.
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 + 300_000_000
    large = run(Command(f"{sys.executable} -I -S -c 'bytearray({size})'"), seed=1, limit_s=30)
    assert not isinstance(small, Censored) and not isinstance(large, Censored)
    assert large.peak_bytes is not None and large.peak_bytes > size - 10_000_000
    assert small.peak_bytes is None


def test_pairs_are_complete_and_of_one_hash_seed(tmp_path: Path) -> None:
    log = tmp_path / "seeds"
    command = Command(f"echo $PYTHONHASHSEED >> {log}")
    runs = CommandMeter(random.Random(1), budget_s=0.0).measure(command, command)
    assert 9 == len(runs.old) == len(runs.new)
    seeds = log.read_text().split()[2:]
    assert seeds[0::2] == seeds[1::2]
    assert 9 == len(set(seeds))


def test_a_command_that_fails_is_refused_with_what_it_said() -> None:
    with pytest.raises(CommandFailed, match=r"exit code 3 \(no such thing\)"):
        run(Command("echo no such thing >&2; exit 3"), seed=1, limit_s=5)
    with pytest.raises(CommandFailed, match="exit code 127"):
        run(Command("no-such-command-here"), seed=1, limit_s=5)


def test_a_command_that_does_not_end_is_stopped_with_its_children(tmp_path: Path) -> None:
    mark = tmp_path / "late"
    found = run(Command(f"(sleep 1; touch {mark}) & wait"), seed=1, limit_s=0.2)
    assert Censored(0.2) == found
    run(Command("sleep 1.3"), seed=1, limit_s=5)
    assert not mark.exists()


def test_what_computes_little_waits_unless_the_machine_is_full() -> None:
    assert waits([ProcessRun(1.0, 0.01, None)])
    assert not waits([ProcessRun(1.0, 0.9, None)])
    assert not waits([ProcessRun(1.0, 0.2, None, queued_s=0.7)])
    assert not waits([ProcessRun(1.0, 0.2, None, idle_share=0.02)])
