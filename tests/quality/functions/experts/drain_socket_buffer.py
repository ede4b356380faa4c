import struct
import zlib

_HEADER = struct.Struct("<BBHI")


def drain_socket_buffer(chunks):
    size = _HEADER.size
    unpack_from = _HEADER.unpack_from
    crc32 = zlib.crc32
    temp_sum = temp_count = skipped = 0
    logs = []
    kinds = {}
    data = b""
    pos = 0
    need = size  # bytes required before another look is worthwhile
    pending = []
    have = 0
    for chunk in chunks:
        pending.append(chunk)
        have += len(chunk)
        if have < need:
            continue
        data = b"".join(pending)
        pos = 0
        end = len(data)
        need = size
        while end - pos >= size:
            if data[pos] != 0xA5:
                nxt = data.find(b"\xa5", pos, end - size + 1)
                if nxt < 0:
                    nxt = end - size + 1
                skipped += nxt - pos
                pos = nxt
                continue
            _, kind, length, crc = unpack_from(data, pos)
            stop = pos + size + length
            if stop > end:
                need = size + length
                break
            payload = data[pos + size:stop]
            if crc32(payload) != crc:
                pos += 1
                skipped += 1
                continue
            pos = stop
            kinds[kind] = kinds.get(kind, 0) + 1
            if kind == 1:
                n = length // 2
                temp_sum += sum(struct.unpack_from("<%dh" % n, payload))
                temp_count += n
            elif kind == 2:
                logs.append(payload.decode("utf-8", "replace").rstrip())
        data = data[pos:]
        pending = [data]
        have = len(data)
    return (temp_sum, temp_count), logs, kinds, skipped, have
