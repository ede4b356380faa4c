"""Options shared by the commands, from the command line, ``[tool.hasten]`` and the environment."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

Inputs = Annotated[
    str | None, typer.Option("--inputs", metavar="FILE::NAME", help="Callable or list that gives argument tuples.")
]
Tests = Annotated[
    str | None, typer.Option("--tests", metavar="COMMAND", help="pytest command whose calls are recorded.")
]
Json = Annotated[
    str | None, typer.Option("--json", metavar="FILE", help="Write the evidence as JSON (- for standard output).")
]
Budget = Annotated[str, typer.Option("--budget", metavar="TIME", help="Time to spend: 30s, 2m.")]
Seed = Annotated[int, typer.Option("--seed", help="Seed of everything random.")]
Python = Annotated[
    str | None, typer.Option("--python", metavar="PATH", help="Interpreter or venv that runs your code.")
]
Env = Annotated[list[str] | None, typer.Option("--env", metavar="NAME", help="Environment variable to pass on.")]
Waive = Annotated[list[str] | None, typer.Option("--waive", metavar="NAME", help="Difference that you accept.")]
Trust = Annotated[bool, typer.Option("--trust-candidates", help="Run foreign code without bubblewrap.")]
Level = Annotated[str | None, typer.Option("--level", metavar="LEVEL", help="Observer level, e.g. same-effects.")]
SaveTest = Annotated[
    Path | None, typer.Option("--save-test", metavar="FILE", help="Write the counterexample as a test.")
]
AssumeSeeded = Annotated[bool, typer.Option("--assume-seeded", help="Randomness is seeded by the caller.")]
ShowConfig = Annotated[
    bool, typer.Option("--show-config", help="Show every setting and where it comes from, then stop.")
]

#: Set by some machines so that an old OpenBLAS computes right; harmless elsewhere.
_ALWAYS_PASSED = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


def environment(names: Sequence[str] | None) -> dict[str, str]:
    """Values of the variables that may enter the sandbox.

    Raises:
        InvalidArgument: A named variable is not set.
    """
    from hasten.errors import InvalidArgument

    passed = {name: os.environ[name] for name in _ALWAYS_PASSED if name in os.environ}
    for name in names or ():
        if name not in os.environ:
            raise InvalidArgument(f"--env {name}: not set in this environment; set it or drop the option")
        passed[name] = os.environ[name]
    return passed


def typed_command() -> str:
    """The command as the user typed it, for the report."""
    return shlex.join(["hasten", *sys.argv[1:]])


def configured(folder: Path) -> Mapping[str, Any]:
    """``[tool.hasten]`` of the nearest pyproject.toml upwards, empty where there is none.

    Raises:
        InvalidArgument: The file does not parse, or a key is unknown.
    """
    import tomllib

    from hasten.errors import InvalidArgument

    for parent in (folder, *folder.parents):
        file = parent / "pyproject.toml"
        if file.is_file():
            try:
                found = tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {}).get("hasten", {})
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise InvalidArgument(f"{file} does not parse ({error}); correct it and try again") from error
            unknown = set(found) - {
                "allow",
                "budget",
                "python",
                "env",
                "waive",
                "seed",
                "level",
                "algorithms",
                "inputs",
                "tests",
                "exclude",
            }
            if unknown:
                raise InvalidArgument(
                    f"{file}: [tool.hasten] has an unknown key {sorted(unknown)[0]!r}; see `hasten optimize --help`"
                )
            return dict(found)
    return {}


def split_names(text: str) -> tuple[str, ...]:
    """``python,numpy`` as names, ``python`` always among them."""
    names = tuple(part.strip() for part in text.split(",") if part.strip())
    return names if "python" in names else ("python", *names)


def options(
    *,
    inputs: str | None,
    tests: str | None,
    budget: str,
    seed: int,
    python: str | None,
    env: Sequence[str] | None,
    trust: bool,
    allow: str = "python",
    level: str | None = None,
    waive: Sequence[str] | None = None,
    assume_seeded: bool = False,
    check_sameness: bool = True,
    proposer: str | None = None,
    meter: str = "cpu",
    memory_sites: bool = False,
) -> Any:
    """The ``Options`` of a request; what the command line leaves open comes from ``[tool.hasten]``."""
    from hasten.api.options import Options, duration_s

    config = configured(Path.cwd())
    names = [*(env or ()), *config.get("env", ())]
    given_inputs = inputs if inputs is not None or tests is not None else config.get("inputs")
    return Options(
        inputs=given_inputs,
        tests=tests if tests is not None or given_inputs is not None else config.get("tests"),
        allow=split_names(allow),
        budget_s=duration_s(budget),
        seed=seed,
        python=python or config.get("python"),
        env=environment(names),
        level=level or config.get("level"),
        waivers=(*(waive or ()), *config.get("waive", ())),
        trust=trust,
        assume_seeded=assume_seeded,
        check_sameness=check_sameness,
        proposer=proposer,
        meter=meter,
        memory_sites=memory_sites,
        command=typed_command(),
    )


def show(given: Any, config: Mapping[str, Any], stream: Any) -> None:
    """Every setting in force, with where it comes from."""
    import shutil
    from dataclasses import fields

    given_by = {
        name for name in ("allow", "budget", "python", "env", "waive", "level", "inputs", "tests") if name in config
    }
    flags = " ".join(sys.argv[1:])
    for field in fields(given):
        if field.name in ("command", "env", "state"):
            continue
        value = getattr(given, field.name)
        flag = {
            "budget_s": "--budget",
            "waivers": "--waive",
            "trust": "--trust-candidates",
            "check_sameness": "--no-verify",
        }
        name = flag.get(field.name, f"--{field.name.replace('_', '-')}")
        source = "command line" if name in flags else "pyproject.toml" if name[2:] in given_by else "default"
        stream.write(f"{field.name} = {value!r}  ({source})\n")
    stream.write(f"environment passed on = {', '.join(sorted(given.env)) or 'nothing'}\n")
    stream.write(f"bubblewrap = {shutil.which('bwrap') or 'not installed'}  (detected)\n")
