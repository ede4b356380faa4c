"""Length-prefixed JSON over a stream socket, with at most one file descriptor beside a message."""

import array
import json
import socket
import struct

_HEADER = struct.Struct(">I")


def send(sock, message):
    """Send one message."""
    data = json.dumps(message, separators=(",", ":")).encode("ascii")
    sock.sendall(_HEADER.pack(len(data)) + data)


def receive(sock):
    """One message and the descriptor that came with it (or None); ``(None, None)`` at the end of the stream."""
    head, ancillary, _flags, _address = sock.recvmsg(_HEADER.size, socket.CMSG_SPACE(4))
    if not head:
        return None, None
    passed = None
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            fds = array.array("i")
            fds.frombytes(data[: len(data) - len(data) % fds.itemsize])
            passed = fds[0]
    while len(head) < _HEADER.size:
        more = sock.recv(_HEADER.size - len(head))
        if not more:
            return None, None
        head += more
    left = _HEADER.unpack(head)[0]
    parts = []
    while left:
        part = sock.recv(min(left, 1 << 20))
        if not part:
            return None, None
        parts.append(part)
        left -= len(part)
    return json.loads(b"".join(parts)), passed
