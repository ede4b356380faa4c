"""Write the patch of a whole command: into the files, all or none, or onto a branch of its own."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from hasten.api.delivery import brought_files
from hasten.api.program import Change, ProgramAnswer
from hasten.api.targets import read_source
from hasten.errors import EnvironmentProblem, InvalidArgument, TargetError
from hasten.report.profile import label
from hasten.report.text import speed, verdict_parts
from hasten.stores.whole_file import replace_whole, write_beside


def apply_changes(answer: ProgramAnswer) -> list[Path]:
    """Write the new texts; on any failure every file is as it was.

    Returns:
        The files written.

    Raises:
        TargetError: A file changed since the run, lies outside of the project, or cannot be written.
    """
    _refuse_strangers(answer)
    for file, text in answer.originals.items():
        if file in answer.sources and read_source(file) != text:
            raise TargetError(f"{file} has changed since the run, so nothing was applied; run `hasten optimize` again")
    made: list[Path] = []
    try:
        for path, content in answer.brought.items():
            made += [] if path.exists() else [path]
            replace_whole(path, content, mode=0o644, durable=True)
        write_all(answer.sources)
    except (OSError, TargetError) as error:
        for path in made:
            with suppress(OSError):
                path.unlink()
        if isinstance(error, TargetError):
            raise
        raise TargetError(f"{error.filename} cannot be written ({error.strerror}), so nothing was applied") from error
    return sorted([*answer.sources, *answer.brought])


def write_all(sources: Mapping[Path, str]) -> None:
    """Replace several files together: all are written beside their places first, then renamed; restored on failure.

    Raises:
        TargetError: One cannot be written; all are as they were.
    """
    beside: dict[Path, str] = {}
    before: dict[Path, bytes] = {}
    try:
        try:
            for file, text in sources.items():
                before[file] = file.read_bytes()
                mode = file.stat().st_mode & 0o7777
                beside[file] = write_beside(file, text.encode("utf-8"), mode=mode, durable=True)
            done: list[Path] = []
            try:
                for file, name in beside.items():
                    os.replace(name, file)
                    done.append(file)
            except BaseException:
                for file in done:
                    file.write_bytes(before[file])
                raise
        finally:
            for name in beside.values():
                with suppress(OSError):
                    os.unlink(name)
    except OSError as error:
        raise TargetError(f"{error.filename} cannot be written ({error.strerror}), so nothing was applied") from error


def commit_changes(answer: ProgramAnswer, branch: str) -> int:
    """One commit for each kept change on a new branch that starts at HEAD; the working tree is not touched.

    Returns:
        The number of commits.

    Raises:
        InvalidArgument: The branch is there already, or its name is none.
        EnvironmentProblem: The project is no git repository, or git fails.
        TargetError: A file differs from HEAD, so that the patch would not fit.
    """
    _refuse_strangers(answer)
    top = Path(_git(answer.project, "rev-parse", "--show-toplevel"))
    check_branch(top, branch)
    for file in answer.sources:
        committed = _git(top, "show", f"HEAD:{file.resolve().relative_to(top.resolve()).as_posix()}", strip=False)
        if committed != answer.originals[file]:
            raise TargetError(f"{file} differs from the last commit, so it cannot be put on a branch; commit it first")
    with tempfile.TemporaryDirectory(prefix="hasten-branch-") as name:
        tree = Path(name) / "tree"
        _git(top, "worktree", "add", "-q", "-b", branch, str(tree), "HEAD")
        try:
            for change in answer.kept:
                _commit(change, answer, top, tree)
        except BaseException:
            _git(top, "worktree", "remove", "--force", str(tree))
            _git(top, "branch", "-D", branch)
            raise
        _git(top, "worktree", "remove", "--force", str(tree))
    return len(answer.kept)


def check_branch(folder: Path, branch: str) -> None:
    """Refuse a branch that is there already, before any work is done.

    Raises:
        InvalidArgument: It is there, or its name is none.
        EnvironmentProblem: The folder lies in no git repository.
    """
    _git(folder, "rev-parse", "--verify", "HEAD")
    if _succeeds(folder, "show-ref", "--verify", "--quiet", f"refs/heads/{branch}"):
        raise InvalidArgument(f"--branch {branch}: there is such a branch already; choose another name")
    if not _succeeds(folder, "check-ref-format", "--branch", branch):
        raise InvalidArgument(f"--branch {branch}: git takes no such name; choose another")


def message(change: Change, answer: ProgramAnswer) -> str:
    """The message of a commit: what was changed, and the evidence for it."""
    assert change.answer is not None
    evidence = change.answer.evidence
    name = change.chosen.target.name
    lines = [f"{name}: {evidence.speedup.estimate:.3g}x faster" if evidence.speedup else name, ""]
    if evidence.candidate is not None and evidence.candidate.rationale:
        lines += [f"{evidence.candidate.proposer}: {evidence.candidate.rationale}", ""]
    if evidence.speedup is not None:
        lines.append(f"{label(change.chosen.hot, answer.project)}  {speed(evidence.speedup)}")
    lines += [f"sameness: {part}" for part in verdict_parts(evidence.verdict)[:1]]
    if answer.evidence.speedup is not None:
        lines.append(f"all changes together: {answer.request.typed}  {speed(answer.evidence.speedup)} end to end")
    return "\n".join(lines) + "\n"


def _commit(change: Change, answer: ProgramAnswer, top: Path, tree: Path) -> None:
    assert change.answer is not None
    place = change.chosen.target.file.resolve().relative_to(top.resolve())
    with (tree / place).open("w", encoding="utf-8", newline="") as stream:
        stream.write(change.source)
    for path, content in brought_files(change.answer).items():
        # A built module is for this interpreter only; the text that it is built from goes into the history.
        if path.suffix != ".so" and _within(path, top):
            beside = path.resolve().relative_to(top.resolve())
            (tree / beside).write_bytes(content)
            _git(tree, "add", "--", str(beside))
    _git(tree, "add", "--", str(place))
    _git(tree, "commit", "-q", "-m", message(change, answer))


def _within(path: Path, folder: Path) -> bool:
    return folder.resolve() in path.resolve().parents


def _refuse_strangers(answer: ProgramAnswer) -> None:
    """Files of installed packages and of other projects are never written."""
    for file in answer.sources:
        inside = answer.project in file.parents
        if not inside or {"site-packages", "dist-packages"} & set(file.relative_to(answer.project).parts):
            raise TargetError(
                f"{file} lies outside of the project {answer.project}, so nothing was applied; "
                "take the patch to the package's own source"
            )


def _git(folder: Path, *words: str, strip: bool = True) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words], capture_output=True, check=False, stdin=subprocess.DEVNULL
        )
    except OSError as error:
        raise EnvironmentProblem("git is not installed, so --branch cannot be used; use --apply") from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        last = said[-1] if said else f"exit code {done.returncode}"
        raise EnvironmentProblem(
            f"git {words[0]} fails in {folder} ({last}); --branch needs a repository with a commit"
        )
    text = done.stdout.decode("utf-8", "surrogateescape")
    return text.strip() if strip else text


def _succeeds(folder: Path, *words: str) -> bool:
    done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)
    return done.returncode == 0
