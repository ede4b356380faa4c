"""Validate serial frames (hex text): even parity per byte, xor checksum in last byte, bit statistics."""
import random


def _bits(value):
    text = bin(value)[2:]
    while len(text) < 8:
        text = "0" + text
    return text


def _xor(a, b):
    out = ""
    for x, y in zip(_bits(a), _bits(b)):
        out += "1" if x != y else "0"
    return int(out, 2)


def frame_checksums(frames):
    good = []
    bad = []
    ones_total = 0
    for no, frame in enumerate(frames):
        values = [int(frame[i:i + 2], 16) for i in range(0, len(frame) - len(frame) % 2, 2)]
        if len(values) < 2 or len(frame) % 2:
            bad.append((no, "length"))
            continue
        check = 0
        odd = 0
        for v in values[:-1]:
            check = _xor(check, v)
            ones = _bits(v).count("1")
            ones_total += ones
            if ones % 2 == 1:
                odd += 1
        if check != values[-1]:
            bad.append((no, f"checksum {_bits(check)}"))
        else:
            good.append((no, len(values) - 1, odd))
    return good, bad, ones_total


def workload():
    rnd = random.Random(71)

    def mk(n, ln):
        out = []
        for _ in range(n):
            body = [rnd.randrange(256) for _ in range(rnd.randrange(ln))]
            x = 0
            for b in body:
                x ^= b
            if rnd.random() < .1:
                x ^= 4
            out.append("".join(f"{b:02x}" for b in body + [x]) + ("f" if rnd.random() < .05 else ""))
        return out

    return [([],), (["", "0", "00", "0a0a", "0A0b"],), (mk(30, 10),), (mk(500, 180),)]
