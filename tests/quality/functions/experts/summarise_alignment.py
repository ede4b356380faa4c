def summarise_alignment(pairs, min_gap=1):
    """CIGAR text, identity per mille and long gaps for aligned (reference, read) rows."""
    out = []
    for reference, read in pairs:
        if len(reference) != len(read):
            raise ValueError("rows of different length")
        pieces = []
        gaps = []
        current = ""
        length = 0
        start = 0
        same = 0
        columns = 0
        for position, (a, b) in enumerate(zip(reference, read)):
            if a == "-":
                if b == "-":
                    continue
                code = "I"
            elif b == "-":
                code = "D"
            elif a == b:
                code = "="
                same += 1
            else:
                code = "X"
            columns += 1
            if code == current:
                length += 1
                continue
            if current:
                pieces.append("%d%s" % (length, current))
                if current in "ID" and length >= min_gap:
                    gaps.append((start, length))
            current = code
            length = 1
            start = position
        if current:
            pieces.append("%d%s" % (length, current))
            if current in "ID" and length >= min_gap:
                gaps.append((start, length))
        identity = same * 1000 // columns if columns else 0
        out.append(("".join(pieces), identity, gaps))
    return out
