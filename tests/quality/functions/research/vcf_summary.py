"""Summarise the variant calls of a VCF text."""
import random
from collections import Counter
from dataclasses import dataclass


@dataclass
class Variant:
    chrom: str
    pos: int
    ref: str
    alts: list
    qual: float
    passed: bool
    info: dict
    genotypes: list

    @property
    def kind(self):
        if any(len(alt) != len(self.ref) for alt in self.alts):
            return "indel"
        if len(self.ref) == 1:
            return "snv"
        return "mnv"


def parse_info(text):
    info = {}
    for item in text.split(";"):
        key, _, value = item.partition("=")
        info[key] = value or True
    return info


def parse_variants(lines):
    """Yield a Variant for each data line."""
    for line in lines:
        if not line or line.startswith("#"):
            continue
        fields = line.rstrip("\n").split("\t")
        if len(fields) < 8:
            raise ValueError("short line: %r" % line)
        qual = 0.0 if fields[5] == "." else float(fields[5])
        genotypes = []
        for sample in fields[9:]:
            genotypes.append(sample.split(":")[0].replace("|", "/"))
        yield Variant(fields[0], int(fields[1]), fields[3], fields[4].split(","), qual,
                      fields[6] == "PASS", parse_info(fields[7]), genotypes)


def vcf_summary(lines, min_qual=30.0, min_depth=10):
    """Count kept variants per chromosome and kind, and genotypes over samples.

    A variant is kept if it passed the filters, its quality is at least
    ``min_qual`` and its INFO depth DP (0 if absent) at least ``min_depth``.
    Returns (kinds, span, genotypes, skipped): ``span`` holds the lowest and
    highest kept position of each chromosome.
    """
    kinds = Counter()
    span = {}
    genotypes = Counter()
    skipped = 0
    for variant in parse_variants(lines):
        depth = int(variant.info.get("DP", 0))
        if not variant.passed or variant.qual < min_qual or depth < min_depth:
            skipped += 1
            continue
        kinds[variant.chrom, variant.kind] += 1
        low, high = span.get(variant.chrom, (variant.pos, variant.pos))
        span[variant.chrom] = (min(low, variant.pos), max(high, variant.pos))
        for genotype in variant.genotypes:
            genotypes[genotype] += 1
    return dict(kinds), span, dict(genotypes), skipped


def workload():
    rng = random.Random(21)
    lines = ["##fileformat=VCFv4.2\n", "#CHROM\tPOS\n"]
    for _ in range(12000):
        ref = rng.choice(("A", "C", "G", "T", "AC", "GTT"))
        alt = rng.choice(("A", "C", "G", "T", "TG", "C,T"))
        info = "AC=%d;AF=%.3f;DP=%d;MQ=60;DB" % (rng.randrange(9), rng.random(), rng.randrange(4, 80))
        samples = "\t".join("%s%s%s:%d:%d" % (rng.choice("01"), rng.choice("/|"), rng.choice("01"),
                                              rng.randrange(60), rng.randrange(99)) for _ in range(8))
        lines.append("chr%d\t%d\t.\t%s\t%s\t%s\t%s\t%s\tGT:DP:GQ\t%s\n" % (
            rng.randrange(1, 6), rng.randrange(1, 10 ** 6), ref, alt,
            rng.choice(("12.5", "44.0", "99.9", ".", "61.3")), rng.choice(("PASS", "PASS", "q10")), info, samples))
    return [(lines,)]
