"""Code that takes all there is of something: processes, threads, memory, files, descriptors."""

from tests.run.hostile.behaviour import Behaviour

_KIND = "takes everything"

ROWS = (
    Behaviour(
        _KIND,
        "forks again and again",
        """
        import os, time
        def f(x):
            for _ in range(40):
                try:
                    if os.fork() == 0:
                        time.sleep(3)
                        os._exit(0)
                except OSError:
                    break
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "forks while the module is imported",
        """
        import os, time
        for _ in range(20):
            try:
                if os.fork() == 0:
                    time.sleep(3)
                    os._exit(0)
            except OSError:
                break
        def f(x):
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "starts hundreds of threads",
        """
        import threading, time
        def f(x):
            made = 0
            try:
                for made in range(400):
                    threading.Thread(target=time.sleep, args=(2,), daemon=True).start()
            except RuntimeError:
                pass
            return "ESCAPED with 400 threads" if made > 300 else x
    """,
        1.0,
    ),
    Behaviour(
        _KIND,
        "grows a byte string",
        """
        def f(x):
            held = []
            try:
                for _ in range(128):
                    held.append(bytearray(b"x") * (16 << 20))
            except MemoryError:
                return x
            return "ESCAPED with 2 GB"
    """,
        3.0,
    ),
    Behaviour(
        _KIND,
        "grows by small objects",
        """
        def f(x):
            held = []
            for n in range(12_000_000):
                held.append([n])
            return "ESCAPED with 1 GB of lists"
    """,
        6.0,
        slow=True,
    ),
    Behaviour(
        _KIND,
        "grows while the module is imported",
        """
        held = []
        for _ in range(128):
            held.append(bytearray(b"x") * (16 << 20))
        def f(x):
            return "ESCAPED with 2 GB"
    """,
        3.0,
    ),
    Behaviour(
        _KIND,
        "maps shared memory",
        """
        import mmap
        def f(x):
            held = []
            for _ in range(64):
                held.append(mmap.mmap(-1, 16 << 20))
                for page in range(0, 16 << 20, 4096):
                    held[-1][page] = 1
            return "ESCAPED with 1 GB"
    """,
        4.0,
    ),
    Behaviour(
        _KIND,
        "fills files in memory",
        """
        import os
        def f(x):
            written = 0
            for n in range(60):
                fd = os.memfd_create("m%d" % n)
                try:
                    written += os.write(fd, b"x" * (16 << 20))
                except OSError:
                    break
            return "ESCAPED with %d MB" % (written >> 20) if written > 800 << 20 else x
    """,
        3.0,
    ),
    Behaviour(
        _KIND,
        "fills the folder for temporary files",
        """
        import os, tempfile
        def f(x):
            written = 0
            for n in range(32):
                try:
                    with open(os.path.join(tempfile.gettempdir(), "fill%d" % n), "wb") as stream:
                        written += stream.write(b"x" * (16 << 20))
                        stream.flush()
                except OSError:
                    break
            return "ESCAPED with %d MB" % (written >> 20) if written > 330 << 20 else x
    """,
        3.0,
    ),
    Behaviour(
        _KIND,
        "fills the root of the file system",
        """
        def f(x):
            try:
                with open("/hasten-escape-@TOKEN@".replace("'", ""), "wb") as stream:
                    stream.write(b"x" * (1 << 20))
            except OSError:
                return x
            import os
            os.unlink("/hasten-escape-@TOKEN@".replace("'", ""))
            return "ESCAPED to the root"
    """,
    ),
    Behaviour(
        _KIND,
        "fills the shared memory of the machine",
        """
        def f(x):
            try:
                with open(@SHARED@, "wb") as stream:
                    stream.write(b"x" * (8 << 20))
            except OSError:
                pass
            return x
    """,
    ),
    Behaviour(
        _KIND,
        "writes one very long file",
        """
        import os, tempfile
        def f(x):
            path = os.path.join(tempfile.gettempdir(), "long")
            with open(path, "wb") as stream:
                stream.seek(200 << 20)
                stream.write(b"x")
            return "ESCAPED with a file of 200 MB"
    """,
    ),
    Behaviour(
        _KIND,
        "makes thousands of files",
        """
        import os, tempfile
        def f(x):
            for n in range(3000):
                try:
                    open(os.path.join(tempfile.gettempdir(), str(n)), "w").close()
                except OSError:
                    break
            return x
    """,
        2.0,
    ),
    Behaviour(
        _KIND,
        "opens every descriptor",
        """
        import os
        def f(x):
            held = []
            try:
                for _ in range(5000):
                    held.append(os.open("/dev/null", os.O_RDONLY))
            except OSError:
                return x
            return "ESCAPED with 5000 descriptors"
    """,
        1.0,
    ),
    Behaviour(
        _KIND,
        "fills pipes and socket pairs",
        """
        import os, socket
        def f(x):
            held = []
            try:
                for _ in range(2000):
                    pair = socket.socketpair()
                    pair[0].setblocking(False)
                    held.append(pair)
                    pair[0].send(b"x" * 200_000)
            except OSError:
                return x
            return "ESCAPED with 2000 pairs"
    """,
        1.0,
    ),
    Behaviour(
        _KIND,
        "recurses in C with the limit raised",
        """
        import sys
        def f(x):
            sys.setrecursionlimit(10 ** 7)
            a = []
            for _ in range(10 ** 6):
                a = [a]
            return repr(a) and x
    """,
        3.0,
        slow=True,
    ),
    Behaviour(
        _KIND,
        "recurses in Python with the limit raised",
        """
        import sys
        sys.setrecursionlimit(10 ** 8)
        def f(x):
            return f(x)
    """,
        3.0,
    ),
)
