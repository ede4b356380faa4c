import random
import struct

WINDOW = 8192
LARGEST = 512


class _Stream:
    """The bytes of one direction of a connection; of bytes sent twice the first arrival counts."""

    def __init__(self):
        self.cells = {}
        self.overlap = 0
        self.conflicts = 0

    def store(self, offset, payload):
        for k, byte in enumerate(payload, offset):
            if k in self.cells:
                self.overlap += 1
                self.conflicts += self.cells[k] != byte
            else:
                self.cells[k] = byte

    def prefix(self):
        """All bytes up to the first one missing."""
        out = bytearray()
        while len(out) in self.cells:
            out.append(self.cells[len(out)])
        return bytes(out)

    def gaps(self):
        found = []
        for k in range(max(self.cells, default=-1) + 1):
            if k not in self.cells:
                if found and found[-1][1] == k:
                    found[-1] = (found[-1][0], k + 1)
                else:
                    found.append((k, k + 1))
        return found


def _value(kind, body):
    if kind == 1:
        return body.decode("utf-8", "replace")
    if kind == 2:
        if len(body) % 2:
            raise ValueError("odd number of bytes in a list of %d" % (len(body) // 2))
        return list(struct.unpack(">%dh" % (len(body) // 2), body))
    if kind == 3:
        pairs = [pair.partition(b"=") for pair in body.split(b";") if pair]
        return {key.decode("latin-1"): value.decode("latin-1") for key, _, value in pairs}
    return body.hex()


def _decode(data):
    """Records of kind, two bytes of length, body and checksum; what does not fit is skipped byte by byte."""
    records = []
    skipped = 0
    while len(data) >= 4:
        kind, size = struct.unpack(">BH", data[:3])
        if size <= LARGEST:
            if len(data) < size + 4:
                break
            if sum(data[:size + 3]) & 255 == data[size + 3]:
                records.append((kind, _value(kind, data[3:size + 3])))
                data = data[size + 4:]
                continue
        skipped += 1
        data = data[1:]
    return records, skipped, len(data)


def reassemble_stream(segments):
    """Put a stream together from (offset, bytes) segments in order of arrival and decode the records in it.

    Returns (records, progress, summary): records as (number of the segment that completed it, kind, value); for each
    segment (bytes in order so far, records so far); and a dict with `skipped` and `left` bytes of the decoder,
    `overlap` and `conflicts` of bytes sent twice, and the `gaps` still open as (start, end).
    """
    stream = _Stream()
    records = []
    progress = []
    for number, (offset, payload) in enumerate(segments, 1):
        if offset < 0:
            raise ValueError("segment %d starts at %d" % (number, offset))
        if offset + len(payload) > len(stream.prefix()) + WINDOW:
            raise ValueError("segment %d is outside the window" % number)
        stream.store(offset, payload)
        decoded = _decode(stream.prefix())[0]
        for kind, value in decoded[len(records):]:
            records.append((number, kind, value))
        progress.append((len(stream.prefix()), len(records)))
    _, skipped, left = _decode(stream.prefix())
    return records, progress, {"skipped": skipped, "left": left, "overlap": stream.overlap,
                               "conflicts": stream.conflicts, "gaps": stream.gaps()}


def _traffic(rnd, count, noise=.1):
    data = b""
    for k in range(count):
        kind = rnd.choice([1, 1, 2, 3, 9])
        body = {1: b"state of pump %d" % k, 2: struct.pack(">4h", *[rnd.randint(-999, 999) for _ in range(4)]),
                3: b"id=%d;t=%d;unit=C" % (k, rnd.randrange(99)), 9: bytes(rnd.randrange(256) for _ in range(5))}[kind]
        record = struct.pack(">BH", kind, len(body)) + body
        data += record + bytes([sum(record) & 255])
        if rnd.random() < noise:
            data += bytes(rnd.randrange(256) for _ in range(3))
    segments = []
    at = 0
    while at < len(data):
        size = rnd.randint(10, 60)
        start = max(0, at - rnd.choice([0, 0, 0, 7]))
        segments.append((start, data[start:at + size]))
        at += size
    order = sorted(range(len(segments)), key=lambda k: k + rnd.uniform(0, 5))
    return [segments[k] for k in order]


def workload():
    rnd = random.Random(6)
    return [(_traffic(rnd, 200),), (_traffic(rnd, 150, 0),), (_traffic(rnd, 5),), ([],)]
