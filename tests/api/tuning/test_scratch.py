from __future__ import annotations

import os
import subprocess
from pathlib import Path

from hasten.api.tuning.scratch import namespace, scratch_folder, sweep


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    stale = tmp_path / f"hasten-tune-{namespace()}-{gone.pid}-abc"
    stale.mkdir()
    kept = {tmp_path / f"hasten-tune-{namespace()}-{os.getpid()}-abc", tmp_path / f"hasten-tune-1-{gone.pid}-abc"}
    for folder in kept:
        folder.mkdir()
    server = subprocess.Popen(["sleep", "600"], cwd=stale, start_new_session=True)
    assert [stale] == sweep(tmp_path)
    assert -9 == server.wait(timeout=20)
    assert kept == set(tmp_path.iterdir())


def test_the_folder_goes_with_everything_that_works_in_it() -> None:
    with scratch_folder() as folder:
        server = subprocess.Popen(["sleep", "600"], cwd=folder, start_new_session=True)
    assert -9 == server.wait(timeout=20)
    assert not folder.exists()
