"""The same work on several items at once, where the work waits for commands."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path
from typing import TypeVar

from hasten.run.own_commands import kill_left_behind

T = TypeVar("T")
R = TypeVar("R")


def side_by_side(work: Callable[[T], R], items: Sequence[T], *, jobs: int, folder: Path) -> list[R]:
    """Results in the order of the items.

    Args:
        work: Runs commands inside the folder and waits for them.
        items: What it is given.
        jobs: How many at once, >= 1.
        folder: On an error or an interrupt, the commands that still run for this process or in this folder are ended.
    """
    with ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(work, item) for item in items]
        try:
            wait(futures, return_when=FIRST_EXCEPTION)
            # The first error is raised at once, whatever the items before it still do.
            for future in futures:
                if future.done():
                    future.result()
            return [future.result() for future in futures]
        except BaseException:
            for future in futures:
                future.cancel()
            # A thread may have been about to start a command when the others were ended.
            while not all(future.done() for future in futures):
                kill_left_behind(folder)
                time.sleep(0.02)
            raise
