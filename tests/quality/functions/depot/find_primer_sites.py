import random

PAIRS = {"A": "T", "T": "A", "C": "G", "G": "C"}


def reverse_complement(seq):
    out = ""
    for base in seq:
        out = PAIRS.get(base, "N") + out
    return out


def mismatches(a, b):
    return sum(1 for x, y in zip(a, b) if x != y)


def find_primer_sites(genome: str, primers: dict, allowed: int) -> dict:
    """Where each primer binds on either strand: name -> [(position, strand, mismatches)].

    At most `allowed` mismatches, and the last two bases at the 3' end must fit.
    """
    sites = {}
    for name in primers:
        hits = []
        for pos in range(len(genome)):
            for strand in "+-":
                primer = primers[name].upper()
                if strand == "-":
                    primer = reverse_complement(primer)
                piece = genome.upper()[pos:pos + len(primer)]
                if not primer or len(piece) < len(primer):
                    continue
                if strand == "+" and piece[-2:] != primer[-2:]:
                    continue
                if strand == "-" and piece[:2] != primer[:2]:
                    continue
                wrong = mismatches(piece, primer)
                if wrong <= allowed:
                    hits.append((pos, strand, wrong))
        sites[name] = hits
    return sites


def workload():
    rnd = random.Random(21)
    genome = "".join(rnd.choice("ACGTacgt") for _ in range(4500))
    primers = {}
    for i in range(12):
        at = rnd.randrange(4400)
        seq = list(genome[at:at + rnd.randint(18, 24)])
        for _ in range(rnd.randint(0, 3)):
            seq[rnd.randrange(len(seq))] = rnd.choice("ACGT")
        seq = "".join(seq).upper()
        primers["p%d" % i] = reverse_complement(seq) if i % 2 else seq
    return [(genome, primers, 3)]
