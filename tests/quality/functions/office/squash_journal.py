import random


def squash_journal(entries, keep_zero=()):
    """Squash a stock correction journal before it is sent to head office.

    Neighbouring entries on the same bin and article are added up, and an entry that
    adds up to nothing vanishes (unless its article is in keep_zero), whereupon its
    neighbours meet. entries: "bin;article;delta;user". Returns (lines, squashed, users).
    """
    parsed = []
    for raw in entries:
        parts = raw.split(";")
        if len(parts) != 4:
            raise ValueError("bad journal line: " + raw)
        parsed.append((parts[0], parts[1], int(parts[2]), [parts[3]]))
    squashed = 0
    again = True
    while again:
        again = False
        for i in range(len(parsed)):
            if parsed[i][2] == 0 and parsed[i][1] not in keep_zero:
                parsed = parsed[:i] + parsed[i + 1:]
                again = True
                break
            if i + 1 < len(parsed) and parsed[i][:2] == parsed[i + 1][:2]:
                a, b = parsed[i], parsed[i + 1]
                both = a[3] + [u for u in b[3] if u not in a[3]]
                parsed = parsed[:i] + [(a[0], a[1], a[2] + b[2], both)] + parsed[i + 2:]
                squashed += 1
                again = True
                break
    users = sorted(set(u for p in parsed for u in p[3]))
    return ["%s;%s;%+d;%s" % (p[0], p[1], p[2], "+".join(p[3])) for p in parsed], squashed, users


def _journal(seed, n):
    rnd = random.Random(seed)
    out = []
    stack = []
    for _ in range(n):
        if stack and rnd.random() < .45:
            b, a, d = stack.pop()
        else:
            b, a, d = "B%d" % rnd.randrange(3), "art%d" % rnd.randrange(3), rnd.choice([-2, -1, 1, 2, 0])
            stack.append((b, a, -d))
        out.append("%s;%s;%d;%s" % (b, a, d, rnd.choice(["kim", "lee", "max"])))
    return out


def workload():
    return [(_journal(1, 1300),), (_journal(2, 1100), ["art1"]), (_journal(3, 8),), ([],)]
