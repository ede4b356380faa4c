"""How far hosts have drifted from their baseline configuration."""
import random


def _clean(text):
    lines = []
    for raw in text.splitlines():
        line = raw.split("#", 1)[0].strip()
        if line:
            lines.append(" ".join(line.split()))
    return lines


def _common_lines(a, b):
    """Length of the longest common subsequence of two lists of lines."""
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            if a[i - 1] == b[j - 1]:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    return table[len(a)][len(b)]


def config_drift(baseline, hosts, tolerance=5.0):
    """Compare each host's configuration text with the baseline, keeping line order in mind.

    Comments, blank lines and spacing do not count. Drift is the percentage of lines (of both files)
    that would have to be added or removed. Returns (rows sorted by drift then host as
    (host, added, removed, percent), hosts above the tolerance).
    """
    wanted = _clean(baseline)
    rows = []
    for host, text in hosts.items():
        actual = _clean(text)
        common = _common_lines(wanted, actual)
        added = len(actual) - common
        removed = len(wanted) - common
        size = len(actual) + len(wanted)
        percent = round(100.0 * (added + removed) / size, 2) if size else 0.0
        rows.append((host, added, removed, percent))
    rows.sort(key=lambda row: (-row[3], row[0]))
    return rows, [row[0] for row in rows if row[3] > tolerance]


def workload():
    rng = random.Random(58)
    base = []
    for i in range(260):
        base.append("option%d = %s" % (rng.randrange(90), rng.choice(("on", "off", "10", "30s"))))
        if rng.random() < 0.1:
            base.append("# section %d" % i)
    hosts = {}
    for h in range(5):
        lines = list(base)
        for _ in range(rng.randrange(1, 40)):
            p = rng.randrange(len(lines))
            roll = rng.random()
            if roll < 0.4:
                lines[p] = "option%d =  %s # by hand" % (rng.randrange(90), rng.choice(("on", "off", "99")))
            elif roll < 0.7:
                lines.insert(p, "include extra%d.conf" % rng.randrange(9))
            else:
                del lines[p]
        hosts["web%02d" % h] = "\n".join(lines)
    hosts["blank"] = "\n\n# nothing\n"
    return [("\n".join(base), hosts)]
