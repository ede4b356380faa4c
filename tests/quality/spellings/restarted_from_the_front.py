import random


# ---- 1: bracket/opposite cancellation in a polymer -----------------------
def react_polymer(units):
    """Neighbouring units of the same letter and opposite case destroy each other."""
    chain = [u for u in units if u.isalpha()]
    reactions = 0
    found = True
    while found:
        found = False
        for i in range(len(chain) - 1):
            a = chain[i]
            b = chain[i + 1]
            if a != b and a.lower() == b.lower():
                del chain[i:i + 2]
                reactions += 1
                found = True
                break
    return "".join(chain), reactions


def small_react_polymer():
    return [("dabAcCaCBAcCcaDA",), ("aAbB-xyYz",), ("abBAc",), ("",)]


def large_react_polymer():
    rnd = random.Random(7)
    s = []
    for _ in range(4200):
        c = rnd.choice("abcdefgh")
        s.append(c)
        if rnd.random() < 0.45:
            d = rnd.choice("xyz")
            s.append(d + d.upper())
    return ("".join(s),)


# ---- 2: path normalisation -----------------------------------------------
def first_backstep(parts: list[str]) -> int:
    for i in range(1, len(parts)):
        if parts[i] == ".." and parts[i - 1] != "..":
            return i
    return -1


def drop_pair(parts: list[str], i: int) -> None:
    parts.pop(i)
    parts.pop(i - 1)


def normalise_path(path: str, sep: str = "/") -> str:
    rooted = path.startswith(sep)
    parts = [p for p in path.split(sep) if p not in ("", ".")]
    i = first_backstep(parts)
    while i != -1:
        drop_pair(parts, i)
        i = first_backstep(parts)
    if rooted:
        while parts and parts[0] == "..":
            parts.pop(0)
        return sep + sep.join(parts)
    return sep.join(parts) or "."


def small_normalise_path():
    return [("/usr/local/../lib/./x/../../bin",), ("../../a/../b/c/..",), ("/../../etc//passwd",), ("",)]


def large_normalise_path():
    rnd = random.Random(7)
    out = []
    for i in range(6500):
        out.append("dir%d" % rnd.randrange(50))
        if rnd.random() < 0.7:
            out.append("tmp")
            out.append("..")
    return ("/" + "/".join(out),)


# ---- 3: merging bookings in a calendar -----------------------------------
class Calendar:
    def __init__(self, slots):
        self.slots = sorted((a, b) for a, b in slots if a < b)
        self.merges = 0

    def find_touching(self):
        k = 0
        while k + 1 < len(self.slots):
            if self.slots[k][1] >= self.slots[k + 1][0]:
                return k
            k += 1
        return None

    def merge_once(self):
        k = self.find_touching()
        if k is None:
            return False
        (a, b), (_, d) = self.slots[k], self.slots[k + 1]
        self.slots[k] = (a, max(b, d))
        self.slots.pop(k + 1)
        self.merges += 1
        return True

    @property
    def busy(self):
        return sum(b - a for a, b in self.slots)


def busy_minutes(bookings):
    cal = Calendar(bookings)
    while cal.merge_once():
        pass
    first = cal.slots[0][0] if cal.slots else None
    return {"busy": cal.busy, "blocks": cal.slots, "merged": cal.merges, "first": first}


def small_busy_minutes():
    return [
        ([(10, 20), (15, 30), (40, 50), (30, 35)],),
        ([(1, 1), (5, 9), (5, 9), (6, 7), (8, 12)],),
        ([(100, 110), (50, 60), (70, 80)],),
        ([],),
    ]


def large_busy_minutes():
    rnd = random.Random(7)
    res = []
    t = 0
    for _ in range(6500):
        t += rnd.randrange(5, 40)
        ln = rnd.randrange(5, 30)
        res.append((t, t + ln))
    rnd.shuffle(res)
    return (res,)


# ---- 4: merging consecutive log lines ------------------------------------
def squash_log(lines):
    """Join 'key xN' records of the same key that follow one another, adding up the counts."""
    records = []
    for line in lines:
        key, _, tail = line.partition(" x")
        records.append((key.strip(), int(tail) if tail.isdigit() else 1))

    def repeat_at():
        pairs = zip(records, records[1:])
        return next((i for i, (p, q) in enumerate(pairs) if p[0] == q[0]), None)

    while (i := repeat_at()) is not None:
        key, n = records[i]
        records[i:i + 2] = [(key, n + records[i + 1][1])]
    return [k if n == 1 else f"{k} x{n}" for k, n in records]


def small_squash_log():
    return [
        (["disk full", "disk full x3", "ok", "disk full", "ok", "ok"],),
        (["a", "a", "a", "b x2", "b x2", "a"],),
        (["one", "two", "three"],),
        ([],),
    ]


def large_squash_log():
    rnd = random.Random(7)
    return ([rnd.choice(["retry", "ok", "timeout x2"]) for _ in range(8000)],)


CASES = {
    "react_polymer": (small_react_polymer, large_react_polymer),
    "normalise_path": (small_normalise_path, large_normalise_path),
    "busy_minutes": (small_busy_minutes, large_busy_minutes),
    "squash_log": (small_squash_log, large_squash_log),
}
