"""Find plasmids that are the same circle written down differently."""
import re

DNA = re.compile("[ACGT]+").fullmatch
PAIRS = str.maketrans("ACGT", "TGCA")


def reverse_complement(seq):
    return seq.translate(PAIRS)[::-1]


def plasmid_classes(records):
    """Group (name, sequence) records into classes of identical circles.

    Returns a list of dicts in order of first appearance: the first name, its
    length, the GC percentage rounded to one digit and the names of all the
    copies.  Case is ignored; empty or non-DNA sequences raise ValueError.
    """
    classes = []
    buckets = {}
    for name, seq in records:
        seq = seq.upper()
        if not seq:
            raise ValueError("%s: empty sequence" % name)
        if not DNA(seq):
            base = next(b for b in seq if b not in "ACGT")
            raise ValueError("%s: unexpected base %r" % (name, base))
        # Rotation and strand keep these counts (up to the swap of strands).
        a, c, g, t = map(seq.count, "ACGT")
        wrapped = seq + seq[0]
        ca, tg = wrapped.count("CA"), wrapped.count("TG")
        key = min((a, c, g, t, ca, tg), (t, g, c, a, tg, ca))
        bucket = buckets.setdefault(key, [])
        for group in bucket:
            if seq in group["circle"] or seq in group["other"]:
                group["copies"].append(name)
                break
        else:
            group = {"name": name, "seq": seq, "copies": [name], "circle": seq + seq,
                     "other": reverse_complement(seq) * 2}
            bucket.append(group)
            classes.append(group)
    report = []
    for group in classes:
        seq = group["seq"]
        gc = 100 * (seq.count("G") + seq.count("C")) / len(seq)
        report.append({"name": group["name"], "length": len(seq), "gc": round(gc, 1),
                       "copies": group["copies"]})
    return report
