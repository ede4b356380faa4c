"""Code that reads what is not its own: files, environments, memory and descriptors of others."""

from tests.run.hostile.behaviour import Behaviour

_KIND = "reads secrets"

_READ = """
import glob, os
def read(path):
    try:
        with open(path, "rb") as stream:
            return stream.read(1 << 16).decode("latin-1")
    except OSError:
        return ""
"""


def _reads(name: str, expression: str) -> Behaviour:
    return Behaviour(_KIND, name, _READ + f"def f(x):\n    return [x, {expression}]\n", 1.0)


ROWS = (
    _reads("a file outside the project", "read(@OUTSIDE@ + '/secret.txt')"),
    _reads("a key in the home folder", "read(@HOME@ + '/.ssh/id_secret')"),
    _reads("the history of the project", "read(@PROJECT@ + '/.git/config')"),
    _reads("hasten's own state in the project", "read(@PROJECT@ + '/.hasten/expected.json')"),
    _reads("the environment", "dict(os.environ)"),
    _reads("the environment that it was started with", "read('/proc/self/environ')"),
    _reads("the environment of hasten", "read('/proc/%d/environ' % @PARENT@)"),
    _reads("the environment of an unrelated process", "read('/proc/%d/environ' % @VICTIM@)"),
    _reads(
        "the environment of its parents",
        "[read('/proc/%d/environ' % p) for p in (os.getppid(), *range(1, 4)) "
        "if os.readlink('/proc/self/ns/pid') != @HOST_PIDS@]",
    ),
    _reads(
        "a file through another process's root",
        "[read('/proc/%s/root%s/secret.txt' % (p, @OUTSIDE@)) for p in (os.getppid(), @PARENT@)]",
    ),
    _reads(
        "a file through another process's folder",
        "[read('/proc/%s/cwd/../outside/secret.txt' % p) for p in (os.getppid(), @SIBLING@, @PARENT@)]",
    ),
    _reads("what others have written to /tmp", "[read(p) for p in glob.glob('/tmp/arena-*/outside/*')]"),
    Behaviour(
        _KIND,
        "the memory of its parent and of a sibling",
        """
        import os
        def f(x):
            same = os.readlink("/proc/self/ns/pid") == @HOST_PIDS@
            for pid in (os.getppid(), @SIBLING@, *(() if same else range(1, 60))):
                if pid == os.getpid():
                    continue
                try:
                    with open("/proc/%d/maps" % pid) as stream:
                        lines = stream.readlines()
                    with open("/proc/%d/mem" % pid, "rb") as memory:
                        memory.seek(int(next(l for l in lines if "rw-p" in l).split("-")[0], 16))
                        if len(memory.read(100)) == 100:
                            return "ESCAPED into the memory of " + open("/proc/%d/cmdline" % pid).read()[:20]
                except (OSError, StopIteration):
                    continue
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "the descriptors of its parent",
        """
        import os
        def f(x):
            for pid in (os.getppid(), @SIBLING@, @PARENT@):
                for fd in range(20):
                    try:
                        os.close(os.open("/proc/%d/fd/%d" % (pid, fd), os.O_RDONLY))
                        return "ESCAPED to the descriptors of another"
                    except OSError:
                        continue
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "the memory of hasten by a system call",
        """
        import ctypes, os
        def f(x):
            libc = ctypes.CDLL(None, use_errno=True)
            buffer = ctypes.create_string_buffer(64)
            class Vector(ctypes.Structure):
                _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
            for pid in (os.getppid(), @SIBLING@, @VICTIM@, @PARENT@):
                here = Vector(ctypes.cast(buffer, ctypes.c_void_p), 64)
                there = Vector(id(libc), 64)
                if libc.process_vm_readv(pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0) == 64:
                    return "ESCAPED into the memory of another"
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "what the original answered, from its own memory",
        """
        import gc, hashlib
        def f(x):
            for found in gc.get_objects():
                values = list(found.values()) if type(found) is dict else found if type(found) in (list, tuple) else ()
                for value in values:
                    if type(value) is str and hashlib.sha256(value.encode("utf-8", "replace")).hexdigest() == @DIGEST@:
                        return "ESCAPED: found the secret"
            return x
    """,
        3.0,
    ),
    Behaviour(
        _KIND,
        "all of its memory",
        """
        import hashlib, re
        def f(x):
            with open("/proc/self/maps") as stream:
                regions = [l.split()[0].split("-") for l in stream if "rw-p" in l and "[v" not in l]
            with open("/proc/self/mem", "rb", 0) as memory:
                for start, end in regions:
                    memory.seek(int(start, 16))
                    try:
                        part = memory.read(min(int(end, 16) - int(start, 16), 64 << 20))
                    except OSError:
                        continue
                    for found in re.findall(b"SECRET[0-9a-f]{32}", part):
                        if hashlib.sha256(found).hexdigest() == @DIGEST@:
                            return "ESCAPED: found the secret in memory"
            return x
    """,
        4.0,
    ),
)
