_EVEN = bytes(b for b in range(256) if b.bit_count() % 2 == 0)


def frame_checksums(frames):
    good = []
    bad = []
    ones_total = 0
    for no, frame in enumerate(frames):
        try:
            data = bytes.fromhex(frame)
            if 2 * len(data) != len(frame):
                raise ValueError
        except ValueError:
            # odd length, blanks or signs: the tolerant per-pair reading
            values = [int(frame[i:i + 2], 16) for i in range(0, len(frame) - len(frame) % 2, 2)]
            if len(values) < 2 or len(frame) % 2:
                bad.append((no, "length"))
                continue
            data = bytes(values)
        n = len(data) - 1
        if n < 1:
            bad.append((no, "length"))
            continue
        body = data[:-1]
        packed = int.from_bytes(body, "little")
        ones_total += packed.bit_count()
        # fold the body in halves; the xor of all bytes remains
        width = n
        fold = packed
        while width > 1:
            half = (width + 1) // 2
            fold = (fold >> (8 * half)) ^ (fold & ((1 << (8 * half)) - 1))
            width = half
        if fold != data[-1]:
            bad.append((no, f"checksum {fold:08b}"))
        else:
            good.append((no, n, len(body.translate(None, _EVEN))))
    return good, bad, ones_total
