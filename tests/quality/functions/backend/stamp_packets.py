"""Builds the archive of outgoing packets: header, checksum, index."""
import random
import struct
import zlib

_HEADER = struct.Struct(">HHII")


def stamp_packets(packets, channel_limit=64):
    """Pack (channel, payload bytes) packets into one archive.

    Each packet gets a header (channel, sequence within the channel modulo 65536, length, crc32 of the payload).
    Returns (archive bytes, {channel: [offsets of its packets]}, checksum of the archive).
    """
    pieces = []
    add = pieces.append
    index = {}
    offset = 0
    pack = _HEADER.pack
    crc32 = zlib.crc32
    for channel, payload in packets:
        offsets = index.get(channel)
        if offsets is None:
            if not 0 <= channel < channel_limit:
                raise ValueError("channel %d out of range" % channel)
            offsets = index[channel] = []
        size = len(payload)
        add(pack(channel, len(offsets) & 0xFFFF, size, crc32(payload)))
        add(payload)
        offsets.append(offset)
        offset += 12 + size
    archive = b"".join(pieces)
    return archive, index, crc32(archive)


def workload():
    rng = random.Random(8080)
    blobs = [bytes(rng.randrange(256) for _ in range(rng.randrange(0, 90))) for _ in range(500)]
    return [([(rng.randrange(64), rng.choice(blobs)) for _ in range(110000)],)]
