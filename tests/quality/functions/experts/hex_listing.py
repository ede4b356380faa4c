_SHOWN = bytes(b if 32 <= b < 127 else 46 for b in range(256))


def hex_listing(blob, width=16, base=0):
    lines = []
    add = lines.append
    text = blob.translate(_SHOWN).decode("ascii")
    previous = None
    starred = False
    pad = width * 3
    for offset in range(0, len(blob), width):
        row = blob[offset:offset + width]
        if row == previous:
            if not starred:
                add("*")
                starred = True
            continue
        starred = False
        previous = row
        add(f"{base + offset:08x}  {row.hex(' '):<{pad}} |{text[offset:offset + width]}|")
    add(f"{base + len(blob):08x}")
    return lines
