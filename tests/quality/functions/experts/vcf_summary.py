"""Summarise the variant calls of a VCF text."""
from collections import defaultdict
def vcf_summary(lines, min_qual=30.0, min_depth=10):
    """Count kept variants per chromosome and kind, and genotypes over samples.

    A variant is kept if it passed the filters, its quality is at least
    ``min_qual`` and its INFO depth DP (0 if absent) at least ``min_depth``.
    Returns (kinds, span, genotypes, skipped): ``span`` holds the lowest and
    highest kept position of each chromosome.
    """
    kinds = defaultdict(int)
    lows = {}
    highs = {}
    raw = defaultdict(int)
    skipped = 0
    for line in lines:
        if not line or line[0] == "#":
            continue
        fields = line.rstrip("\n").split("\t")
        if len(fields) < 8:
            raise ValueError("short line: %r" % line)
        qual = fields[5]
        qual = 0.0 if qual == "." else float(qual)
        pos = int(fields[1])
        depth = 0
        if "DP" in fields[7]:
            for item in fields[7].split(";"):
                if item[:2] == "DP":
                    key, _, value = item.partition("=")
                    if key == "DP":
                        depth = value or True
            depth = int(depth)
        if fields[6] != "PASS" or qual < min_qual or depth < min_depth:
            skipped += 1
            continue
        chrom = fields[0]
        size = len(fields[3])
        alts = fields[4]
        if "," in alts:
            indel = any([len(alt) != size for alt in alts.split(",")])
        else:
            indel = len(alts) != size
        kinds[chrom, "indel" if indel else "snv" if size == 1 else "mnv"] += 1
        if chrom not in lows:
            lows[chrom] = highs[chrom] = pos
        elif pos < lows[chrom]:
            lows[chrom] = pos
        elif pos > highs[chrom]:
            highs[chrom] = pos
        for sample in fields[9:]:
            raw[sample.partition(":")[0]] += 1
    span = {chrom: (low, highs[chrom]) for chrom, low in lows.items()}
    genotypes = {}
    for genotype, times in raw.items():
        genotype = genotype.replace("|", "/")
        genotypes[genotype] = genotypes.get(genotype, 0) + times
    return dict(kinds), span, genotypes, skipped
