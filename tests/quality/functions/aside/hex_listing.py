"""Classic hex listing of binary records with offsets, printable column and collapsed repeated rows."""
import random


def _printable(b):
    ch = chr(b)
    if b < 128 and ch.isprintable():
        return ch
    return "."


def hex_listing(blob, width=16, base=0):
    lines = []
    previous = None
    starred = False
    offset = 0
    while offset < len(blob):
        row = []
        for i in range(width):
            if offset + i < len(blob):
                row.append(blob[offset + i])
        if row == previous:
            if not starred:
                lines.append("*")
                starred = True
        else:
            starred = False
            hexes = ""
            text = ""
            for i in range(width):
                if i < len(row):
                    hexes += format(row[i], "02x") + " "
                    text += _printable(row[i])
                else:
                    hexes += "   "
            lines.append(format(base + offset, "08x") + "  " + hexes + " |" + text + "|")
        previous = row
        offset += width
    lines.append(format(base + len(blob), "08x"))
    return lines


def workload():
    rnd = random.Random(77)

    def mk(n):
        parts = []
        for _ in range(n):
            parts.append(rnd.choice([bytes(16), bytes(48), b"hello, world\n", bytes(rnd.randrange(256) for _ in range(40))]))
        return b"".join(parts)

    return [(b"",), (b"abc\x00\xff", 4, 16), (mk(20), 8), (mk(5000),)]
