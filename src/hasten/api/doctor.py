"""What this machine can sandbox, count and resolve, and what to do about each gap."""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hasten.core.evidence import LEAST_RESOLVED
from hasten.errors import HastenError
from hasten.meters.calibration import calibrate
from hasten.meters.cores import core_times, stolen_share
from hasten.meters.instructions import callgrind_counter, qemu_counter
from hasten.report import machine
from hasten.run import Sandbox, Zygote, find_interpreter

SCHEMA = "hasten.doctor/1"
_LOOK_S = 0.5
#: Stolen time and load above which measurements take longer or resolve less.
_STEAL, _LOAD_PER_CORE = 0.02, 0.5
_PACKAGES = {
    "numba": "--allow numba", "mypyc": "--allow native", "codon": "--allow native-max",
    "pythran": "--allow native-max", "numpy": "--allow numpy",
    "crosshair": "proofs of sameness", "pytest": "--tests",
}  # fmt: skip
_MODULES = {"mypyc": "mypyc", "crosshair": "crosshair", "codon": "codon_compiler_demo"}
_HINTS = {"mypyc": "mypy", "crosshair": "crosshair-tool", "codon": "codon-compiler-demo"}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes:
        group: ``machine``, ``clock``, ``sandbox``, ``counters``, ``tools`` or ``interpreter``.
        name: What it is.
        state: ``good``, ``poor`` or ``missing``.
        says: What was found.
        advice: What to do about it; empty where there is nothing to do.
        figures: Numbers behind it.
    """

    group: str
    name: str
    state: str
    says: str
    advice: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)


def diagnosed(*, python: str | None = None, seed: int = 0, quick: bool = False) -> tuple[Check, ...]:
    """Everything, in the order in which a reader wants it.

    Args:
        python: Interpreter of the code under test, None for the project's or ours.
        seed: Seed of the A/A run.
        quick: Leave out the A/A run and the compilation of the plugin.
    """
    checks = [_cores(), _governor(), _load(), _steal()]
    checks += _sandbox(python)
    if not quick:
        checks.append(_resolution(python, seed))
    checks += _counters(quick=quick)
    checks += _tools()
    return tuple(checks)


def to_json(checks: tuple[Check, ...]) -> dict[str, Any]:
    """The findings as JSON; keys are only ever added."""
    rows = [
        {
            "group": c.group, "name": c.name, "state": c.state, "says": c.says, "advice": c.advice,
            "figures": dict(c.figures),
        }
        for c in checks
    ]  # fmt: skip
    return {"schema": SCHEMA, "machine": machine.describe(), "checks": rows}


# -- the machine ----------------------------------------------------------------------------------------------------


def _cores() -> Check:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    says = f"{cores} usable core{'s' if cores != 1 else ''}"
    if cores == 1:
        return Check("machine", "cores", "poor", says, "measuring shares the core with hasten itself; use two or more")
    return Check("machine", "cores", "good", says, figures={"cores": cores})


def _governor() -> Check:
    file = Path("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
    try:
        found = file.read_text().strip()
    except OSError:
        return Check(
            "machine", "frequency", "good", "the frequency governor is not visible (a virtual machine, as a rule)",
            "nothing to do: both sides of a pair meet the same frequency",
        )  # fmt: skip
    if found == "performance":
        return Check("machine", "frequency", "good", "governor performance")
    advice = "for steadier times: sudo cpupower frequency-set -g performance"
    return Check("machine", "frequency", "poor", f"governor {found}: the frequency follows the load", advice)


def _load() -> Check:
    try:
        load = os.getloadavg()[0]
    except OSError:
        return Check("machine", "load", "good", "the load cannot be read here")
    cores = os.cpu_count() or 1
    says = f"load average {load:.1f} on {cores} cores"
    if load > _LOAD_PER_CORE * cores:
        advice = "close other programs; measuring takes longer and resolves less while they run"
        return Check("machine", "load", "poor", says, advice, {"load": load})
    return Check("machine", "load", "good", says, figures={"load": load})


def _steal() -> Check:
    before = core_times()
    time.sleep(_LOOK_S)
    after = core_times()
    if not before:
        return Check("machine", "steal", "good", "stolen time cannot be read here")
    share = stolen_share(before, after, _LOOK_S)
    says = f"{share:.1%} of the time goes to other virtual machines"
    if share > _STEAL:
        return Check("machine", "steal", "poor", says, "use a machine of your own, or another hour", {"share": share})
    return Check("machine", "steal", "good", says, figures={"share": share})


# -- the clock ------------------------------------------------------------------------------------------------------


def _resolution(python: str | None, seed: int) -> Check:
    with tempfile.TemporaryDirectory(prefix="hasten-doctor-") as folder:
        place = Path(folder)
        started = time.monotonic()
        try:
            sandbox = Sandbox(find_interpreter(python, place), place, place)
            found, figures = calibrate(sandbox, rng=random.Random(seed))
        except HastenError as error:
            return Check("clock", "resolution", "missing", f"the A/A run fails: {error}", "repair the sandbox first")
    took_s = time.monotonic() - started
    says = f"gains of {found:.1%} and more are told from noise (equal code measured as both sides, {took_s:.0f} s)"
    rests = {"resolution": found, **figures}
    if found > 2 * LEAST_RESOLVED:
        advice = "small gains are reported as not resolvable here; close other programs, or use a quieter machine"
        return Check("clock", "resolution", "poor", says, advice, rests)
    return Check("clock", "resolution", "good", says, figures=rests)


# -- the sandbox ----------------------------------------------------------------------------------------------------


def _sandbox(python: str | None) -> list[Check]:
    with tempfile.TemporaryDirectory(prefix="hasten-doctor-") as folder:
        place = Path(folder)
        try:
            interpreter = find_interpreter(python, Path.cwd())
        except HastenError as error:
            return [Check("interpreter", "python", "missing", str(error), "give another with --python")]
        version = ".".join(map(str, interpreter.version))
        checks = [
            Check("interpreter", "python", "good", f"{interpreter.executable} ({interpreter.implementation} {version})")
        ]
        sandbox = Sandbox(interpreter, place, place)
        checks.append(_bubblewrap(sandbox))
        checks.append(_namespaces())
        try:
            with Zygote(sandbox) as zygote:
                checks += [_cgroup(zygote), _filter(zygote)]
        except HastenError as error:
            checks.append(Check("sandbox", "start", "missing", str(error), "see the missing layer above"))
            if sandbox.bubblewrap is not None:
                checks += _without_bubblewrap(sandbox)
        return checks


def _without_bubblewrap(sandbox: Sandbox) -> list[Check]:
    try:
        with Zygote(replace(sandbox, bubblewrap=None)):
            says = "it starts without bubblewrap"
    except HastenError as error:
        return [Check("sandbox", "bare start", "missing", str(error), "check the interpreter")]
    return [Check("sandbox", "bare start", "poor", says, "bubblewrap is forbidden here; see user namespaces")]


def _bubblewrap(sandbox: Sandbox) -> Check:
    if sandbox.bubblewrap is None:
        installed = shutil.which("bwrap") is not None
        says = "bubblewrap is installed but may not make namespaces" if installed else "bubblewrap is not installed"
        advice = (
            "allow user namespaces, or pass --trust-candidates for code that you trust"
            if installed
            else "install it (apt install bubblewrap), or pass --trust-candidates for code that you trust"
        )
        return Check("sandbox", "bubblewrap", "missing", says, advice)
    return Check("sandbox", "bubblewrap", "good", f"{sandbox.bubblewrap} works")


def _namespaces() -> Check:
    for file, forbidden, wanted in (
        ("/proc/sys/kernel/unprivileged_userns_clone", "0", "1"),
        ("/proc/sys/user/max_user_namespaces", "0", "15000"),
        ("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1", "0"),
    ):
        try:
            if Path(file).read_text().strip() == forbidden and os.getuid() != 0:
                key = file.removeprefix("/proc/sys/").replace("/", ".")
                advice = f"sudo sysctl -w {key}={wanted}"
                return Check("sandbox", "user namespaces", "missing", f"{file} is {forbidden}", advice)
        except OSError:
            continue
    return Check("sandbox", "user namespaces", "good", "allowed")


def _cgroup(zygote: Zygote) -> Check:
    if zygote.cgroup is None:
        return Check(
            "sandbox", "cgroup", "missing", "no writable cgroup: memory and processes are bounded by rlimits only",
            "run in a session with delegation: systemd-run --user --scope hasten ...",
        )  # fmt: skip
    kind = "version 2" if Path("/sys/fs/cgroup/cgroup.controllers").exists() else "version 1"
    return Check("sandbox", "cgroup", "good", f"{kind}: memory and processes are bounded")


def _filter(zygote: Zygote) -> Check:
    layers = ", ".join(zygote.layers)
    if not zygote.filtered:
        advice = "use a kernel with seccomp and an interpreter with ctypes"
        return Check("sandbox", "system-call filter", "missing", f"not installed; in use: {layers}", advice)
    return Check("sandbox", "system-call filter", "good", f"in use: {layers}")


# -- counters and tools ---------------------------------------------------------------------------------------------


def _counters(*, quick: bool) -> list[Check]:
    checks = []
    hardware = any(
        Path(f"/sys/bus/event_source/devices/{name}").exists() for name in ("cpu", "armv8_pmuv3", "cpu_core")
    )
    says = "hardware counters are there; hasten does not need them" if hardware else "no hardware counters are visible"
    checks.append(
        Check("counters", "hardware", "good", says, "" if hardware else "nothing to do: counting works without")
    )
    if quick:
        has_qemu = shutil.which(f"qemu-{os.uname().machine}") is not None and shutil.which("cc") is not None
    else:
        has_qemu = qemu_counter() is not None
    if has_qemu:
        checks.append(Check("counters", "qemu plugin", "good", "instruction counts by qemu-user"))
    elif callgrind_counter() is not None:
        advice = "install qemu-user and a C compiler to count ten times faster"
        checks.append(Check("counters", "qemu plugin", "missing", "not available; callgrind is used instead", advice))
    else:
        advice = "install qemu-user and gcc, or valgrind, for --meter instructions"
        checks.append(Check("counters", "qemu plugin", "missing", "nothing counts instructions here", advice))
    found = callgrind_counter()
    says = "callgrind counts instructions too" if found else "valgrind is not installed"
    checks.append(Check("counters", "callgrind", "good" if found or has_qemu else "missing", says))
    return checks


def _tools() -> list[Check]:
    checks = []
    for tool, purpose in (("cc", "--allow native"), ("git", "hasten compare BASE..HEAD")):
        found = shutil.which(tool) or (shutil.which("gcc") if tool == "cc" else None)
        advice = "" if found else f"install {'gcc' if tool == 'cc' else tool} for {purpose}"
        checks.append(
            Check("tools", tool, "good" if found else "missing", found or f"not installed ({purpose})", advice)
        )
    for name, purpose in _PACKAGES.items():
        found_here = importlib.util.find_spec(_MODULES.get(name, name)) is not None
        says = f"installed beside {Path(sys.executable).name}" if found_here else f"not installed ({purpose})"
        advice = "" if found_here else f"pip install {_HINTS.get(name, name)} for {purpose}"
        checks.append(Check("tools", name, "good" if found_here else "missing", says, advice))
    return checks
