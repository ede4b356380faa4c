"""Candidates that ask the kernel for what no computation needs, by the numbers of its calls."""

from tests.run.hostile.behaviour import Behaviour

_KIND = "asks the kernel"


def _calls(name: str, calls: str, *, before: str = "") -> Behaviour:
    """A candidate that makes calls and got out if one of them is granted; numbers are those of x86-64."""
    template = f"""
import ctypes, os
def f(x):
    libc = ctypes.CDLL(None, use_errno=True)
    area = ctypes.create_string_buffer(256)
    {before or "pass"}
    for number, *arguments in {calls}:
        found = libc.syscall(number, *arguments)
        if found >= 0 or ctypes.get_errno() not in (1, 13, 38):
            return "ESCAPED by call %d: %d, error %d" % (number, found, ctypes.get_errno())
    return x
"""
    return Behaviour(_KIND, name, template)


ROWS = (
    _calls("for a ring of requests that no filter sees", "[(425, 8, area)]"),
    _calls("for counters of its own and of others", "[(298, area, 0, -1, -1, 0), (298, area, -1, 0, -1, 0)]"),
    _calls("for a program inside the kernel", "[(321, 0, area, 64), (321, 5, area, 64)]"),
    _calls("for faults of memory to be told of", "[(323, 0), (323, 1)]"),
    _calls("for keys of the user and of the machine", "[(250, 0, -4, 1), (248, b'user', b'hasten', b'x', 1, -3)]"),
    _calls("for a descriptor of another process", "[(434, os.getppid(), 0), (438, 3, 0, 0)]"),
    _calls("for a file by its handle, round all paths", "[(304, 3, area, 0)]"),
    _calls("for the kernel's log", "[(103, 10, 0, 0), (103, 3, area, 200)]"),
    # Without a time to set the call does nothing, but it is refused to who may not set one.
    _calls("for another clock of the machine", "[(164, 0, 0)]"),
    _calls("for modules, another kernel, another root", "[(175, area, 8, b''), (313, 3, b'', 0), (155, b'/', b'/')]"),
    _calls("to restart the machine", "[(169, 0, 0, 0, 0)]"),
    _calls("for another name of the machine", "[(170, os.uname().nodename.encode(), len(os.uname().nodename))]"),
    _calls("for ports of the machine", "[(172, 3), (173, 0x80, 1, 1)]"),
    _calls("for another personality", "[(135, 0x0040000)]"),
    Behaviour(
        _KIND,
        "to type into the terminal",
        """
        import os
        def f(x):
            import fcntl
            places = [0, 1, 2]
            for name in ("/dev/tty", "/dev/console", "/dev/pts/0"):
                try:
                    places.append(os.open(name, os.O_RDWR))
                except OSError:
                    pass
            for place in places:
                try:
                    fcntl.ioctl(place, 0x5412, b" ")
                    return "ESCAPED into the terminal"
                except OSError:
                    pass
            return x
    """,
    ),
)
