_PAIRS = {"A": "T", "T": "A", "C": "G", "G": "C"}


def _starts(genome, primer, allowed):
    """Places where at least one of allowed + 1 pieces fits exactly."""
    size = len(primer)
    last = len(genome) - size
    parts = allowed + 1
    if size < parts:
        return range(last + 1)
    found = set()
    for k in range(parts):
        a = k * size // parts
        piece = primer[a:(k + 1) * size // parts]
        at = genome.find(piece, a)
        while at >= 0:
            if at - a > last:
                break
            found.add(at - a)
            at = genome.find(piece, at + 1)
    return found


def find_primer_sites(genome: str, primers: dict, allowed: int) -> dict:
    genome = genome.upper()
    sites = {}
    for name, primer in primers.items():
        primer = primer.upper()
        hits = []
        if primer and allowed >= 0:
            size = len(primer)
            turned = "".join([_PAIRS.get(b, "N") for b in reversed(primer)])
            for strand, seq, end in (("+", primer, slice(-2, None)), ("-", turned, slice(0, 2))):
                tip = seq[end]
                for pos in _starts(genome, seq, allowed):
                    piece = genome[pos:pos + size]
                    if piece[end] == tip:
                        wrong = sum([x != y for x, y in zip(piece, seq)])
                        if wrong <= allowed:
                            hits.append((pos, strand, wrong))
            hits.sort()  # "+" sorts before "-"
        sites[name] = hits
    return sites
