SYNC = 0xA5


class BadFrame(ValueError):
    pass


def decode_frames(stream, max_bad=50):
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
