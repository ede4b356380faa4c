"""Find plasmids that are the same circle written down differently."""
import random

PAIRS = str.maketrans("ACGT", "TGCA")


def reverse_complement(seq):
    return seq.translate(PAIRS)[::-1]


def same_circle(one, two):
    """True if the circular sequences agree up to rotation and strand."""
    if len(one) != len(two):
        return False
    for candidate in (two, reverse_complement(two)):
        for cut in range(len(candidate)):
            if candidate[cut:] + candidate[:cut] == one:
                return True
    return False


def plasmid_classes(records):
    """Group (name, sequence) records into classes of identical circles.

    Returns a list of dicts in order of first appearance: the first name, its
    length, the GC percentage rounded to one digit and the names of all the
    copies.  Case is ignored; empty or non-DNA sequences raise ValueError.
    """
    classes = []
    for name, seq in records:
        seq = seq.upper()
        if not seq:
            raise ValueError("%s: empty sequence" % name)
        for base in seq:
            if base not in "ACGT":
                raise ValueError("%s: unexpected base %r" % (name, base))
        for group in classes:
            if same_circle(group["seq"], seq):
                group["copies"].append(name)
                break
        else:
            classes.append({"name": name, "seq": seq, "copies": [name]})
    report = []
    for group in classes:
        seq = group["seq"]
        gc = 100 * (seq.count("G") + seq.count("C")) / len(seq)
        report.append({"name": group["name"], "length": len(seq), "gc": round(gc, 1),
                       "copies": group["copies"]})
    return report


def workload():
    rng = random.Random(17)
    originals = ["".join(rng.choice("ACGT") for _ in range(rng.choice((90, 90, 96)))) for _ in range(75)]
    records = []
    for i in range(210):
        seq = rng.choice(originals)
        cut = rng.randrange(len(seq))
        seq = seq[cut:] + seq[:cut]
        if rng.random() < 0.5:
            seq = seq.translate(PAIRS)[::-1]
        records.append(("p%03d" % i, seq.lower() if rng.random() < 0.2 else seq))
    short = [("q%d" % i, "".join(rng.choice("AT") for _ in range(6))) for i in range(60)]
    return [(records,), (short,)]
