"""Code that kills, stops, traces, slows down or limits other processes, or makes some that outlive it."""

from tests.run.hostile.behaviour import Behaviour

_KIND = "harms processes"

#: Ids to aim at: the zygote, a sibling and an unrelated process. Inside a namespace of its own also all others there.
_AIMS = """
import ctypes, os, resource, signal, time
def aims():
    own = os.readlink("/proc/self/ns/pid") != @HOST_PIDS@
    found = [@VICTIM@, @SIBLING@, os.getppid(), *(range(1, 60) if own else ())]
    # Never hasten itself, to which an orphan of a killed zygote would fall.
    return [p for p in found if p not in (os.getpid(), @PARENT@) and p > 1 or own and p == 1]
"""


def _aimed(name: str, statement: str) -> Behaviour:
    return Behaviour(
        _KIND,
        name,
        _AIMS
        + f"def f(x):\n    for pid in aims():\n        try:\n            {statement}\n"
        + "        except (OSError, ValueError):\n            pass\n    return x\n",
        1.0,
    )


ROWS = (
    _aimed("kills them", "os.kill(pid, signal.SIGKILL)"),
    _aimed("stops them", "os.kill(pid, signal.SIGSTOP)"),
    _aimed("kills their groups", "os.killpg(pid, signal.SIGTERM)"),
    _aimed("kills them by descriptor", "signal.pidfd_send_signal(os.pidfd_open(pid), signal.SIGKILL)"),
    _aimed("kills their threads", "ctypes.CDLL(None).syscall(234, pid, pid, 9)"),
    _aimed("traces them", "ctypes.CDLL(None).ptrace(16, pid, 0, 0) == 0 and time.sleep(0.05)"),
    _aimed(
        "has the kernel signal them when data comes",
        """
            import fcntl, socket
            a, b = socket.socketpair()
            fcntl.fcntl(a, 10, signal.SIGKILL)
            fcntl.fcntl(a, fcntl.F_SETOWN, pid)
            fcntl.fcntl(a, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
            b.send(b"x")
    """.strip(),
    ),
    _aimed("limits their processor time", "resource.prlimit(pid, resource.RLIMIT_CPU, (1, 1))"),
    _aimed("limits their files", "resource.prlimit(pid, resource.RLIMIT_NOFILE, (3, 3))"),
    _aimed("lowers their priority", "os.setpriority(os.PRIO_PROCESS, pid, 19)"),
    _aimed("ties them to one processor", "os.sched_setaffinity(pid, {0})"),
    Behaviour(
        _KIND,
        "signals everybody at once",
        """
        import os
        def f(x):
            try:
                os.kill(-1, 0)
            except OSError:
                return x
            return "ESCAPED: may signal everybody"
    """,
    ),
    Behaviour(
        _KIND,
        "raises its own priority",
        """
        import os
        def f(x):
            try:
                os.setpriority(os.PRIO_PROCESS, 0, -10)
            except OSError:
                return x
            return "ESCAPED: is more important now"
    """,
    ),
    Behaviour(
        _KIND,
        "takes a real-time priority",
        """
        import os
        def f(x):
            try:
                os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
            except OSError:
                return x
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
            return "ESCAPED: is more important now"
    """,
        seen=False,
    ),
    Behaviour(
        _KIND,
        "leaves an orphan by a double fork",
        """
        import os, time
        def f(x):
            try:
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0:
                        time.sleep(2)
                    os._exit(0)
            except OSError:
                pass
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "leaves an orphan and dies",
        """
        import os, time
        def f(x):
            try:
                if os.fork() == 0:
                    os.setsid()
                    time.sleep(2)
                    os._exit(0)
            except OSError:
                pass
            os._exit(0)
    """,
    ),
    Behaviour(
        _KIND,
        "starts a shell",
        """
        import subprocess
        def f(x):
            try:
                subprocess.run(["/bin/sh", "-c", "echo here > " + @OUTSIDE@ + "/escape.txt; sleep 2 &"], timeout=5)
            except OSError:
                pass
            return x
    """,
        1.0,
    ),
    Behaviour(
        _KIND,
        "starts programs in other ways",
        """
        import os
        def f(x):
            for start in (
                lambda: os.system("echo ESCAPED"),
                lambda: os.posix_spawn("/bin/sh", ["sh", "-c", "sleep 2"], {}),
                lambda: os.forkpty(),
            ):
                try:
                    if start() == 0:
                        os._exit(0)
                except OSError:
                    pass
            return x
    """,
        1.0,
    ),
    Behaviour(
        _KIND,
        "becomes another program",
        """
        import os
        def f(x):
            try:
                os.execv("/bin/sh", ["sh", "-c", "sleep 2"])
            except OSError:
                return x
    """,
        0.1,
    ),
    Behaviour(
        _KIND,
        "uses a pool of processes",
        """
        import multiprocessing
        def f(x):
            try:
                with multiprocessing.get_context("fork").Pool(2) as pool:
                    return pool.map(abs, [x])[0]
            except OSError:
                return x
    """,
        1.0,
    ),
)
