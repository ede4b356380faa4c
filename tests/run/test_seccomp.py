"""The system-call filters, run by a small machine of the kernel's kind on made-up calls."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

import pytest

from hasten.run import seccomp
from hasten.run.seccomp import filter_program

ALLOW, KILL, EPERM, ENOSYS = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
MACHINES = {"x86_64": 0, "aarch64": 1}
THREAD = 0x003D0F00
READ, WRITE = {"x86_64": 0, "aarch64": 63}, {"x86_64": 1, "aarch64": 64}


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("platform.machine", lambda: request.param)
    filter_program.cache_clear()
    return str(request.param)


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    filter_program.cache_clear()
    yield
    # What was made for another machine would kill every worker of this one.
    filter_program.cache_clear()


def decide(program: str, number: int, arguments: Sequence[int] = (), *, architecture: int) -> int:
    """What a classic BPF program says to a call."""
    data = struct.pack("=IIQ6Q", number, architecture, 0, *[*arguments, 0, 0, 0, 0, 0, 0][:6])
    code = list(struct.iter_unpack("=HBBI", bytes.fromhex(program)))
    at = accumulator = 0
    while True:
        op, if_true, if_false, k = code[at]
        at += 1
        if op == 0x20:
            (accumulator,) = struct.unpack_from("=I", data, k)
        elif op == 0x54:
            accumulator &= k
        elif op == 0x06:
            return int(k)
        else:
            taken = {0x15: accumulator == k, 0x35: accumulator >= k, 0x45: bool(accumulator & k)}[op]
            at += if_true if taken else if_false


def say(machine: str, number: int, *arguments: int, forks: bool = False, **options: bool) -> int:
    architecture = seccomp._MACHINES[machine][0]
    return decide(filter_program(forks=forks, **options), number, arguments, architecture=architecture)


def test_plain_calls_pass(machine: str) -> None:
    for numbers in (READ, WRITE):
        for forks in (False, True):
            assert ALLOW == say(machine, numbers[machine], 1, 2, 3, forks=forks)


def test_what_is_denied_is_denied_whatever_the_arguments(machine: str) -> None:
    for numbers in seccomp._DENIED.values():
        number = numbers[MACHINES[machine]]
        if number is not None:
            assert {EPERM} == {say(machine, number, a, a, forks=forks) for a in (0, 2**31) for forks in (False, True)}


def test_workers_make_threads_but_no_processes(machine: str) -> None:
    clone = seccomp._CLONE[MACHINES[machine]]
    assert (ALLOW, ALLOW) == (say(machine, clone, THREAD), say(machine, clone, THREAD, forks=True))
    assert (EPERM, ALLOW) == (say(machine, clone, 17), say(machine, clone, 17, forks=True))
    assert (EPERM, EPERM) == (say(machine, clone, THREAD | 0x10000000), say(machine, clone, 0x20000011, forks=True))
    assert ENOSYS == say(machine, 435)
    for numbers in seccomp._DENIED_TO_WORKERS.values():
        number = numbers[MACHINES[machine]]
        if number is not None:
            assert (EPERM, ALLOW) == (say(machine, number), say(machine, number, forks=True))


def test_only_streams_come_in_pairs(machine: str) -> None:
    pair = seccomp._SOCKETPAIR[MACHINES[machine]]
    close_on_exec, nonblocking = 0o2000000, 0o4000
    assert {ALLOW} == {say(machine, pair, 1, 1 | flags) for flags in (0, close_on_exec, close_on_exec | nonblocking)}
    assert {EPERM} == {say(machine, pair, 1, kind | flags) for kind in (2, 3, 5) for flags in (0, close_on_exec)}


def test_limits_are_changed_of_oneself_only(machine: str) -> None:
    prlimit = seccomp._PRLIMIT[MACHINES[machine]]
    assert (ALLOW, EPERM) == (say(machine, prlimit, 0, 7), say(machine, prlimit, 4711, 7))


def test_single_values_are_denied_and_others_pass(machine: str) -> None:
    for numbers, place, values in seccomp._DENIED_VALUES.values():
        for value in values:
            arguments = [0, 0, 0]
            arguments[place] = value
            assert EPERM == say(machine, numbers[MACHINES[machine]], *arguments)
        assert ALLOW == say(machine, numbers[MACHINES[machine]], 3, 1)
    prctl = seccomp._PRCTL[MACHINES[machine]]
    assert {EPERM} == {say(machine, prctl, value) for value in seccomp._DENIED_PRCTL}
    assert (ALLOW, ALLOW) == (say(machine, prctl, 22), say(machine, prctl, 1, forks=True))


def test_attributes_are_denied_on_request(machine: str) -> None:
    for numbers in seccomp._DENIED_ATTRIBUTES.values():
        number = numbers[MACHINES[machine]]
        if number is not None:
            assert (ALLOW, EPERM) == (say(machine, number), say(machine, number, attributes=False))


def test_other_architectures_and_call_tables_are_killed(machine: str) -> None:
    program = filter_program(forks=True)
    assert KILL == decide(program, READ[machine], architecture=0x40000003)
    if machine == "x86_64":
        assert KILL == decide(program, 0x40000000 + 62, architecture=0xC000003E)


def test_an_unknown_machine_has_no_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "pdp11")
    assert "" == filter_program(forks=True)


@pytest.mark.parametrize("forks", [False, True])
def test_every_call_that_is_not_named_passes(machine: str, forks: bool) -> None:
    column = MACHINES[machine]
    named = {numbers[column] for numbers in seccomp._DENIED.values()} | {435}
    named |= set() if forks else {numbers[column] for numbers in seccomp._DENIED_TO_WORKERS.values()}
    # Without arguments a clone makes no thread, and a pair of sockets is of no kind.
    named |= {seccomp._SOCKETPAIR[column]} | (set() if forks else {seccomp._CLONE[column]})
    assert named - {None} == {number for number in range(600) if say(machine, number, forks=forks) != ALLOW}
