"""Code that ends its process, in every way there is."""

from tests.run.hostile.behaviour import Behaviour

_KIND = "crashes"


def _ends(name: str, statement: str, imports: str = "import os") -> Behaviour:
    return Behaviour(_KIND, name, f"{imports}\ndef f(x):\n    {statement}\n    return x\n", 2.0)


ROWS = (
    _ends("reads address 0", "ctypes.string_at(0)", "import ctypes"),
    _ends("writes over its own interpreter", "ctypes.memset(id(int), 255, 400)\n    int(x)", "import ctypes"),
    _ends("aborts", "os.abort()"),
    _ends("exits with 0", "os._exit(0)"),
    _ends("exits with 1", "os._exit(1)"),
    _ends("asks for the end of the program", "raise SystemExit(0)"),
    _ends("is interrupted", "raise KeyboardInterrupt"),
    _ends("ends a generator that is none", "raise GeneratorExit"),
    _ends("stops itself", "os.kill(os.getpid(), 19)"),
    _ends("kills itself", "os.kill(os.getpid(), 9)"),
    _ends("divides by zero in C", "os.kill(os.getpid(), 8)"),
    _ends("closes every descriptor", "os.closerange(0, 256)"),
    _ends(
        "puts a file where the socket was",
        "n = os.open('/dev/null', os.O_RDWR)\n    for fd in range(3, 40):\n        os.dup2(n, fd)",
    ),
    _ends(
        "limits itself to nothing",
        "resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))\n    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))",
        "import resource",
    ),
    _ends(
        "limits its own processor time",
        "resource.setrlimit(resource.RLIMIT_CPU, (0, 0))\n    while True: pass",
        "import resource",
    ),
    Behaviour(_KIND, "exits while the module is imported", "import os\nos._exit(0)\ndef f(x):\n    return x\n"),
    Behaviour(_KIND, "raises while the module is imported", "raise BaseException('no')\ndef f(x):\n    return x\n"),
    Behaviour(
        _KIND,
        "crashes the compiler",
        "def f(x):\n    return " + "(" * 150 + "x" + ")" * 150 + " + " + "-" * 4000 + "x\n",
    ),
)
