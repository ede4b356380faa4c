"""Code that writes to, deletes or changes what is not its own."""

from tests.run.hostile.behaviour import Behaviour

_KIND = "changes files"


def _quiet(name: str, body: str, cpu_limit_s: float = 0.5, *, slow: bool = False) -> Behaviour:
    """Try something and keep silent about what comes of it."""
    lines = body.strip().splitlines()
    indent = min(len(line) - len(line.lstrip()) for line in body.strip("\n").splitlines() if line.strip())
    inner = "\n".join("        " + line[indent:] if n else "        " + line for n, line in enumerate(lines))
    return Behaviour(
        _KIND,
        name,
        f"import os\ndef f(x):\n    try:\n{inner}\n"
        "    except (OSError, ImportError, AttributeError):\n        pass\n    return x\n",
        cpu_limit_s,
        slow=slow,
    )


ROWS = (
    _quiet(
        "deletes a file of the project",
        """
        os.remove(@PROJECT@ + "/precious.txt")
    """,
    ),
    _quiet(
        "deletes a file outside",
        """
        os.remove(@OUTSIDE@ + "/precious.txt")
    """,
    ),
    _quiet(
        "overwrites its own module",
        """
        with open(@PROJECT@ + "/m.py", "w") as stream:
            stream.write("def f(x): return 'ESCAPED'")
    """,
    ),
    _quiet(
        "overwrites a module that others import",
        """
        with open(@PROJECT@ + "/helper.py", "w") as stream:
            stream.write("VALUE = 'ESCAPED'")
    """,
    ),
    _quiet(
        "moves the project aside and puts its own in place",
        """
        os.rename(@PROJECT@, @PROJECT@ + "-escape")
    """,
    ),
    _quiet(
        "moves the folder above the project aside",
        """
        above = os.path.dirname(@PROJECT@)
        os.rename(above, above + "-escape")
        os.rename(above + "-escape", above)
        raise SystemExit("ESCAPED")
    """,
    ),
    _quiet(
        "puts a poisoned cache file beside a module",
        """
        os.makedirs(@PROJECT@ + "/__pycache__escape")
    """,
    ),
    _quiet(
        "writes into the home folder",
        """
        with open(@HOME@ + "/escape.txt", "w") as stream:
            stream.write("here")
    """,
    ),
    _quiet(
        "writes a file outside",
        """
        with open(@OUTSIDE@ + "/escape.txt", "w") as stream:
            stream.write("here")
    """,
    ),
    _quiet(
        "writes to the machine's folder for temporary files",
        """
        with open(@SPILLED@, "w") as stream:
            stream.write("here")
    """,
    ),
    _quiet(
        "writes into the packages of its interpreter",
        """
        with open(@SITE@, "w") as stream:
            stream.write("here")
    """,
    ),
    _quiet(
        "follows a symbolic link of its own making",
        """
        import tempfile
        link = os.path.join(tempfile.gettempdir(), "link")
        os.symlink(@OUTSIDE@, link)
        with open(link + "/escape.txt", "w") as stream:
            stream.write("here")
    """,
    ),
    _quiet(
        "makes a hard link and writes through it",
        """
        import tempfile
        link = os.path.join(tempfile.gettempdir(), "hard")
        os.link(@OUTSIDE@ + "/precious.txt", link)
        with open(link, "a") as stream:
            stream.write("here")
    """,
    ),
    _quiet(
        "goes round by the root of another process",
        """
        for pid in (1, os.getppid(), @PARENT@):
            try:
                with open("/proc/%d/root%s/escape.txt" % (pid, @OUTSIDE@), "w") as stream:
                    stream.write("here")
            except OSError:
                pass
    """,
    ),
    _quiet(
        "goes up from its own root",
        """
        with open("/proc/self/root/.." + @OUTSIDE@ + "/escape.txt", "w") as stream:
            stream.write("here")
    """,
    ),
    _quiet(
        "truncates a file",
        """
        os.truncate(@PROJECT@ + "/precious.txt", 0)
    """,
    ),
    _quiet(
        "changes permissions and times",
        """
        for folder in (@PROJECT@, @OUTSIDE@):
            try:
                os.chmod(folder + "/precious.txt", 0o777)
            except OSError:
                pass
            try:
                os.utime(folder + "/precious.txt", (1, 1))
            except OSError:
                pass
    """,
    ),
    _quiet(
        "writes to a named pipe of the project",
        """
        os.write(os.open(@FIFO@, os.O_WRONLY | os.O_NONBLOCK), b"here")
    """,
        0.1,
        slow=True,
    ),
    _quiet(
        "changes a file while the module is imported",
        """
        os.remove(@PROJECT@ + "/precious.txt")
    """,
    ),
    _quiet(
        "mounts over a folder",
        """
        import ctypes
        if ctypes.CDLL(None).mount(b"tmpfs", @OUTSIDE@.encode(), b"tmpfs", 0, None) == 0:
            ctypes.CDLL(None).umount(@OUTSIDE@.encode())
            raise SystemExit("ESCAPED")
    """,
    ),
    _quiet(
        "leaves its namespaces",
        """
        import ctypes
        libc = ctypes.CDLL(None)
        for pid in (1, os.getppid(), @PARENT@):
            for kind in ("mnt", "user", "net", "pid"):
                try:
                    fd = os.open("/proc/%d/ns/%s" % (pid, kind), os.O_RDONLY)
                except OSError:
                    continue
                libc.setns(fd, 0)
        with open(@OUTSIDE@ + "/escape.txt", "w") as stream:
            stream.write("here")
    """,
    ),
    _quiet(
        "makes namespaces in which it may do more",
        """
        import ctypes
        if ctypes.CDLL(None).unshare(0x10000000 | 0x00020000) == 0:
            raise SystemExit("ESCAPED into a namespace of its own")
    """,
    ),
)
