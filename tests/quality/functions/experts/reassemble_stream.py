import struct

WINDOW = 8192
LARGEST = 512


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


def reassemble_stream(segments):
    data = bytearray()      # the bytes, zero where not yet known
    known = bytearray()     # 1 where a byte is known
    ready = 0               # all bytes before are known
    at = 0                  # where the decoder stands
    skipped = overlap = conflicts = 0
    records = []
    progress = []
    for number, (offset, payload) in enumerate(segments, 1):
        if offset < 0:
            raise ValueError("segment %d starts at %d" % (number, offset))
        end = offset + len(payload)
        if end > ready + WINDOW:
            raise ValueError("segment %d is outside the window" % number)
        if payload:
            if end > len(data):
                more = bytes(end - len(data))
                data += more
                known += more
            old = known.count(1, offset, end)
            if old:
                overlap += old
                for k, byte in enumerate(payload, offset):
                    if not known[k]:
                        data[k] = byte
                    elif data[k] != byte:
                        conflicts += 1
            else:
                data[offset:end] = payload
            known[offset:end] = b"\1" * len(payload)
            if offset <= ready < end:
                ready = known.find(0, ready)
                if ready < 0:
                    ready = len(known)
                while ready - at >= 4:
                    size = data[at + 1] << 8 | data[at + 2]
                    if size <= LARGEST:
                        last = at + size + 3
                        if last >= ready:
                            break
                        if sum(data[at:last]) & 255 == data[last]:
                            records.append((number, data[at], _value(data[at], bytes(data[at + 3:last]))))
                            at = last + 1
                            continue
                    skipped += 1
                    at += 1
        progress.append((ready, len(records)))
    gaps = []
    start = known.find(0, ready)
    while start >= 0:
        stop = known.find(1, start)
        gaps.append((start, stop))
        start = known.find(0, stop)
    return records, progress, {"skipped": skipped, "left": ready - at, "overlap": overlap, "conflicts": conflicts,
                               "gaps": gaps}
