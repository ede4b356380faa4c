"""Jobs in processes of their own that end with their parent, however it ends."""

from __future__ import annotations

import ctypes
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from hasten.errors import HastenError

_PR_SET_PDEATHSIG = 1

Job = TypeVar("Job")
Result = TypeVar("Result")


def as_they_end(work: Callable[[Job], Result], jobs: Sequence[Job], *, processes: int) -> Iterator[Result]:
    """Results in the order in which they come; in this process where one is asked for.

    Raises:
        HastenError: A worker process was killed.
    """
    if processes <= 1:
        yield from map(work, jobs)
        return
    # Forked workers would inherit sandboxes and locks of this process, so each is a fresh interpreter.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_die_with_parent) as pool:
        queue = list(reversed(jobs))
        running: set[Future[Result]] = set()
        try:
            while queue or running:
                while queue and len(running) < processes + 1:
                    running.add(pool.submit(work, queue.pop()))
                ended, running = wait(running, return_when=FIRST_COMPLETED)
                for future in ended:
                    yield future.result()
        except BrokenProcessPool as error:
            raise HastenError("a worker process was killed; what was done is kept, run the command again") from error
        finally:
            for future in running:
                future.cancel()


def _die_with_parent() -> None:
    """Have the kernel end this worker when the parent ends."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
