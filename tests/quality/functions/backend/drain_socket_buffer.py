import random
import struct
import zlib

MAGIC = 0xA5
HEADER = "<BBHI"  # magic, kind, payload length, crc32 of payload


class Drain:
    def __init__(self):
        self.buffer = b""
        self.skipped = 0

    def feed(self, data):
        self.buffer = self.buffer + data

    def next_frame(self):
        size = struct.calcsize(HEADER)
        while len(self.buffer) >= size:
            if self.buffer[0] != MAGIC:
                self.buffer = self.buffer[1:]
                self.skipped += 1
                continue
            _, kind, length, crc = struct.unpack(HEADER, self.buffer[:size])
            if len(self.buffer) < size + length:
                return None
            payload = self.buffer[size:size + length]
            if zlib.crc32(payload) != crc:
                # not a real frame start, resynchronise one byte further
                self.buffer = self.buffer[1:]
                self.skipped += 1
                continue
            self.buffer = self.buffer[size + length:]
            return kind, payload
        return None


def drain_socket_buffer(chunks):
    """Decode the telemetry frames in a sequence of received byte chunks.

    Kind 1 is a temperature list (int16 hundredths), kind 2 an utf-8 log line, anything else is counted only.
    Returns (temperature sums and counts, log lines, {kind: frames}, skipped bytes, bytes left waiting).
    """
    drain = Drain()
    temp_sum = temp_count = 0
    logs = []
    kinds = {}
    for chunk in chunks:
        drain.feed(chunk)
        frame = drain.next_frame()
        while frame is not None:
            kind, payload = frame
            kinds[kind] = kinds.get(kind, 0) + 1
            if kind == 1:
                values = struct.unpack("<%dh" % (len(payload) // 2), payload[:len(payload) // 2 * 2])
                temp_sum += sum(values)
                temp_count += len(values)
            elif kind == 2:
                logs.append(payload.decode("utf-8", "replace").rstrip())
            frame = drain.next_frame()
    return (temp_sum, temp_count), logs, kinds, drain.skipped, len(drain.buffer)


def workload():
    rng = random.Random(6502)
    stream = bytearray()
    for _ in range(11000):
        kind = rng.choice((1, 1, 2, 3))
        if kind == 1:
            n = rng.randrange(0, 24)
            payload = struct.pack("<%dh" % n, *[rng.randrange(-4000, 9000) for _ in range(n)])
        elif kind == 2:
            payload = ("sensor %d caf\u00e9 ok\n" % rng.randrange(999)).encode("utf-8")
        else:
            payload = bytes(rng.randrange(256) for _ in range(rng.randrange(6)))
        if rng.random() < 0.05:
            stream += bytes(rng.randrange(256) for _ in range(3))
        stream += struct.pack(HEADER, MAGIC, kind, len(payload), zlib.crc32(payload)) + payload
    stream += b"\xa5\x02\x10\x00"
    data = bytes(stream)
    return [([data[:100], data[100:300000], data[300000:]],)]
