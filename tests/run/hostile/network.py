"""Code that speaks to others: by TCP, UDP, sockets with a path, sockets with a name."""

from tests.run.hostile.behaviour import Behaviour

_KIND = "speaks to others"


def _speaks(name: str, body: str) -> Behaviour:
    indented = "\n".join("        " + line for line in body.strip().splitlines())
    return Behaviour(
        _KIND,
        name,
        f"import asyncio, socket\ndef f(x):\n    try:\n{indented}\n    except OSError:\n        pass\n    return x\n",
        1.0,
    )


ROWS = (
    _speaks("over TCP", "socket.create_connection(('127.0.0.1', @TCP@), 1)"),
    _speaks("over UDP", "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', @UDP@))"),
    _speaks("over TCP by asyncio", "asyncio.run(asyncio.open_connection('127.0.0.1', @TCP@))"),
    _speaks("over HTTP", "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:%d' % @TCP@, timeout=0.2)"),
    _speaks(
        "over a Unix socket of the project", "s = socket.socket(socket.AF_UNIX)\ns.connect(@PROJECT@ + '/stream.sock')"
    ),
    _speaks("over a Unix socket outside", "s = socket.socket(socket.AF_UNIX)\ns.connect(@OUTSIDE@ + '/stream.sock')"),
    _speaks(
        "over a Unix datagram socket of the project",
        "s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\ns.sendto(b'x', @PROJECT@ + '/datagram.sock')",
    ),
    _speaks("over an abstract Unix socket", "s = socket.socket(socket.AF_UNIX)\ns.connect(@ABSTRACT@)"),
    _speaks(
        "over an abstract datagram socket",
        "s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\ns.sendto(b'x', @ABSTRACT_DATAGRAM@)",
    ),
    _speaks(
        "by turning a socket pair to an address",
        "a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
        "for address in (@PROJECT@ + '/datagram.sock', @ABSTRACT_DATAGRAM@):\n"
        "    try:\n        a.connect(address)\n        a.send(b'x')\n    except OSError:\n        pass",
    ),
    _speaks(
        "by opening a port of its own",
        "s = socket.socket()\ns.bind(('127.0.0.1', 0))\ns.listen()\n"
        "import os\n"
        "if os.readlink('/proc/self/ns/pid') == @HOST_PIDS@:\n    return 'ESCAPED: listens'",
    ),
)
