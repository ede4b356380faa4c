from __future__ import annotations

from pathlib import Path

import pytest

from hasten.api.tuning.command_line import command_target, program_target
from hasten.api.tuning.declaration import curated_knobs, declared_in, goal_of
from hasten.api.tuning.knob_tables import inline_knob, space_of
from hasten.api.tuning.request import TuneOptions, budget_of
from hasten.core.command_target import filled
from hasten.errors import InvalidArgument

GOOD = """
run = "./kernel {workload} {seed} ${HOME} {{literal}}"
workloads = ["small", "large"]
claim_workloads = ["other"]
[[build]]
command = "gcc {flags} k.c -o kernel"
[[build]]
command = "strip kernel"
when = { lto = true }
[env]
OMP_NUM_THREADS = "{threads}"
[[objective]]
name = "speed"
kind = "number"
pattern = "rate ([0-9.]+)"
direction = "higher"
unit = "rows/s"
[[guard]]
kind = "memory"
most_ratio = 1.5
[knobs.level]
type = "choice"
options = ["-O2", "-O3"]
group = "flags"
[knobs.lto]
type = "flag"
on = "-flto"
off = ""
group = "flags"
[knobs.threads]
type = "int"
low = 1
high = 4
"""


def test_a_declaration_renders_its_commands() -> None:
    target = declared_in(GOOD, file=Path("/tmp/space.toml"))
    made = target.rendered(target.space.default(), folder=Path("/w"), shared=Path("/s"))
    assert ("gcc -O2 k.c -o kernel",) == made.build
    assert {"OMP_NUM_THREADS": "1"} == dict(made.env)
    assert "./kernel big 7 ${HOME} {literal}" == filled(made.run, {"workload": "big", "seed": "7"})
    other = target.rendered(target.space.checked({"lto": True}), folder=Path("/w"), shared=Path("/s"))
    assert ("gcc -O2 -flto k.c -o kernel", "strip kernel") == other.build
    assert target.seeded
    assert target.target().source_hash == declared_in(GOOD, file=Path("/tmp/space.toml")).target().source_hash


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('type = "flag"', 'type = "switch"', "type 'switch', which is unknown"),
        ("low = 1", "lowest = 1", "key 'lowest', which int does not know"),
        ("low = 1\n", "", "needs 'low'"),
        ("high = 4", 'high = "4"', "high must be a whole number"),
        ("{flags}", "{flgas}", "{flgas} has no value"),
        ('"{threads}"', '"2"', "knob 'threads' is used by no command"),
        ("when = { lto = true }", "when = { mto = true }", "depends on 'mto', which is no knob"),
        ('workloads = ["small", "large"]', "", "{workload} has no value"),
        ("run = ", "ran = ", "unknown key 'ran'"),
        ('direction = "higher"', 'direction = "up"', "choose lower or higher"),
        ('pattern = "rate ([0-9.]+)"', 'pattern = "rate"', "needs a pattern with a group"),
        ('pattern = "rate ([0-9.]+)"', 'pattern = "rate ("', "does not parse"),
        ("most_ratio = 1.5", "", "has no limit"),
        ('kind = "memory"', 'kind = "weight"', "kind 'weight' is unknown"),
        ("[env]", "[env", "does not parse"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(InvalidArgument) as caught:
        declared_in(GOOD.replace(old, new), file=Path("space.toml"))
    assert says in str(caught.value)


def test_curated_spaces_are_spaces_whose_defaults_are_the_plain_level() -> None:
    space = space_of(curated_knobs("gcc"), where="gcc")
    assert "-O3 -march=native" == space.written(space.default())["flags"]
    assert not any("fast-math" in str(o) for k in space.knobs for o in getattr(k, "options", ()))
    with pytest.raises(InvalidArgument, match="no curated space 'icc'"):
        curated_knobs("icc")


def test_fast_math_is_there_by_name_only(tmp_path: Path) -> None:
    (tmp_path / "p.c").write_text("int main(void){return 0;}")
    plain = program_target(tmp_path / "p.c", "gcc", run="")
    assert "fast_math" not in {k.name for k in plain.space.knobs}
    waived = program_target(tmp_path / "p.c", "clang", run="", waive=["fast-math"])
    assert waived.space.default() == {**waived.space.default(), "fast_math": False}
    made = waived.rendered({**waived.space.default(), "fast_math": True}, folder=tmp_path, shared=tmp_path).build
    assert "-ffast-math" in made[-1]
    assert {"fast_math": "fast-math"} == dict(waived.waived)
    for space, name in (("opt", "fast-math"), ("gcc", "strict")):
        with pytest.raises(InvalidArgument, match=f"--waive {name}: the space {space} has no such setting"):
            program_target(tmp_path / "p.c", space, run="", waive=[name])


def test_a_command_is_split_into_build_and_run() -> None:
    target = command_target(["gcc {flags} k.c -o k && strip k && ./k 3"], folder=Path("/tmp"))
    assert ["gcc {flags} k.c -o k", "strip k"] == [s.command for s in target.build]
    assert "./k 3" == target.run
    assert "k" == target.name


def test_words_of_the_shell_are_put_together_again() -> None:
    knobs = ["n=int(1,8)"]
    target = command_target(["sort", "-S", "{n}M", "my file", "|", "tail"], folder=Path("/tmp"), knobs=knobs)
    assert "sort -S {n}M 'my file' | tail" == target.run


def test_a_compiler_without_a_run_is_explained() -> None:
    with pytest.raises(InvalidArgument, match="only compiles; quote the whole command"):
        command_target(["gcc", "{flags}", "k.c", "-o", "k"], folder=Path("/tmp"))
    with pytest.raises(InvalidArgument, match="nothing to choose"):
        command_target(["./k"], folder=Path("/tmp"))


def test_a_program_needs_a_source_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="is no file"):
        program_target(tmp_path / "none.c", "gcc", run="")
    (tmp_path / "p.py").write_text("")
    with pytest.raises(InvalidArgument, match="neither C nor"):
        program_target(tmp_path / "p.py", "gcc", run="")
    (tmp_path / "p.cpp").write_text("int main(){}")
    target = program_target(tmp_path / "p.cpp", "gcc", run="./p {seed}")
    base = target.space.default()
    plain = target.rendered(base, folder=tmp_path, shared=tmp_path).build
    assert ("g++ -O3 -march=native  p.cpp -o p -lm",) == plain
    trained = target.rendered({**base, "pgo": True}, folder=tmp_path, shared=tmp_path).build
    assert ["-fprofile-generate" in trained[0], "(./p 0) > /dev/null" == trained[1], "-fprofile-use" in trained[2]] == [
        True, True, True,
    ]  # fmt: skip
    passes = program_target(tmp_path / "p.cpp", "opt", run="")
    made = passes.rendered(passes.space.default(), folder=tmp_path, shared=tmp_path).build
    assert "opt '-passes=default<O3>' p.bc -o p.opt.bc" == made[1]
    with pytest.raises(InvalidArgument, match="choose from gcc, clang, opt"):
        program_target(tmp_path / "p.cpp", "icc", run="")


@pytest.mark.parametrize("text", ["n", "n=int(1)", "n=int(a,b)", "n=what(1,2)"])
def test_inline_knobs_that_are_none(text: str) -> None:
    with pytest.raises(InvalidArgument):
        space_of(dict([inline_knob(text)]), where="--knob")


def test_inline_knobs() -> None:
    texts = ["level=choice(-O2,-O3)[-O3]", "n=int(1,8)[4]", "lto=flag(-flto,)", "x=log(0.1,10)", "o=sequence(a,b)"]
    space = space_of(dict(inline_knob(t) for t in texts), where="--knob")
    assert {"level": "-O3", "n": 4, "lto": False, "x": 0.1, "o": ()} == dict(space.default())


def test_budgets() -> None:
    assert (60.0, 1_000_000) == budget_of("60s")
    assert (120.0, 40) == budget_of("2m,40trials")
    assert 7 == budget_of("7 trials")[1]
    for text in ("soon", "5x"):
        with pytest.raises(InvalidArgument):
            budget_of(text)
    with pytest.raises(InvalidArgument, match="unknown; choose from"):
        TuneOptions(sampler="oracle")


def test_objectives_on_the_command_line() -> None:
    assert (".text", "k") == (goal_of("size:k:.text").section, goal_of("size:k:.text").file)
    assert "higher" == goal_of("number:rate ([0-9]+):higher").direction
    for text in ("speed", "size:", "number:rate"):
        with pytest.raises(InvalidArgument):
            goal_of(text)
