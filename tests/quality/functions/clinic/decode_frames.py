import random

SYNC = 0xA5


class BadFrame(ValueError):
    pass


def decode_frames(stream, max_bad=50):
    """Read sensor frames from a noisy serial dump.

    A frame is sync, type, length, payload, sum of type, length and payload modulo 256. After a
    bad frame the search goes on at the byte behind its sync. Returns (frames (offset,
    type, values), bad offsets, skipped bytes); more than max_bad bad frames raise.
    """
    frames = []
    bad = []
    skipped = 0
    size = len(stream)

    def values(kind, payload):
        if kind == 2:  # little endian words
            return [lo | hi << 8 for lo, hi in zip(payload[::2], payload[1::2])]
        if kind == 3:  # differences to the one before
            out = []
            at = 0
            for b in payload:
                at += b - 256 if b > 127 else b
                out.append(at)
            return out
        return list(payload)

    at = 0
    while at < size:
        start = stream.find(SYNC, at)
        if start < 0:
            skipped += size - at
            break
        skipped += start - at
        if start + 4 > size:
            skipped += size - start
            break
        kind, length = stream[start + 1], stream[start + 2]
        end = start + 3 + length
        payload = stream[start + 3:end]
        if end >= size or (kind + length + sum(payload)) & 255 != stream[end]:
            bad.append(start)
            if len(bad) > max_bad:
                raise BadFrame("%d bad frames by offset %d" % (len(bad), start))
            skipped += 1
            at = start + 1
            continue
        frames.append((start, kind, values(kind, payload)))
        at = end + 1
    return frames, bad, skipped


def _case(seed, nframes, length, noise, max_bad):
    rnd = random.Random(seed)
    out = bytearray()
    for _ in range(nframes):
        body = [rnd.choice([1, 2, 3]), 0] + [rnd.randrange(160) for _ in range(rnd.randint(0, length))]
        body[1] = len(body) - 2
        out += bytes([SYNC] + body + [sum(body) & 255])
        if rnd.random() < noise:
            out += bytes(rnd.randrange(256) for _ in range(rnd.randint(1, 4)))
        if rnd.random() < noise / 4:
            out[-1] ^= 1
    return bytes(out), max_bad


def workload():
    return [_case(1, 26000, 24, 0.1, 5000), _case(2, 6000, 90, 0.3, 5000), _case(3, 5, 4, 0.9, 2), (b"",)]
