import random
from fractions import Fraction

_TIMES = {0: "", 1: " once removed", 2: " twice removed"}
_ORDINAL = {1: "first", 2: "second", 3: "third"}


class Pedigree:
    """Who descends from whom; a parent may be unknown (None)."""

    def __init__(self):
        self.parents = {}

    def add(self, record):
        """Take a record like "Ann: Bob, Cleo", "Ann: ?, Cleo" or, for a founder, "Ann"."""
        name, colon, rest = (part.strip() for part in record.partition(":"))
        couple = [p.strip() for p in rest.split(",")] if colon else ["?", "?"]
        if not name or len(couple) != 2 or not all(couple):
            raise ValueError("bad record %r" % record)
        if name in self.parents and any(self.parents[name]):
            raise ValueError("%s is recorded twice" % name)
        self.parents[name] = tuple(None if p == "?" else p for p in couple)
        for parent in filter(None, self.parents[name]):
            self.parents.setdefault(parent, (None, None))

    def lines(self, person, below=()):
        """All lines of ancestry as tuples from the person upwards, the shortest being the person alone."""
        if person in below:
            raise ValueError("%s is recorded as an own ancestor" % person)
        yield below + (person,)
        for parent in filter(None, self.parents[person]):
            yield from self.lines(parent, below + (person,))

    def generation(self, person):
        return max(len(line) for line in self.lines(person))

    def kinship(self, one, two):
        """Chance that a gene of the one and a gene of the other are copies of the same ancestral gene."""
        if one is None or two is None:
            return Fraction(0)
        if one == two:
            return Fraction(1, 2) * (1 + self.kinship(*self.parents[one]))
        if self.generation(one) < self.generation(two):
            one, two = two, one
        father, mother = self.parents[one]
        return Fraction(1, 2) * (self.kinship(father, two) + self.kinship(mother, two))

    def common(self, one, two):
        """Nearest common ancestors and the generations up to them from either side."""
        ways = sorted((len(left) + len(right) - 2, abs(len(left) - len(right)), len(left) - 1, len(right) - 1, left[-1])
                      for left in self.lines(one) for right in self.lines(two) if left[-1] == right[-1])
        if not ways:
            return [], None
        return sorted({way[4] for way in ways if way[:4] == ways[0][:4]}), ways[0][2:4]


def _relation(up, down):
    near, far = sorted((up, down))
    if near == 0:
        return "same" if far == 0 else "descendant" if up else "ancestor"
    if near == 1:
        return "sibling" if far == 1 else "%s%s" % ("great-" * (far - 2), "uncle/aunt" if up == 1 else "nephew/niece")
    degree = _ORDINAL.get(near - 1, "%dth" % (near - 1))
    return "%s cousin%s" % (degree, _TIMES.get(far - near, " %d times removed" % (far - near)))


def family_ties(records, pairs):
    """Tell how each pair of people is related.

    Returns (ties as (one, other, relation, nearest common ancestors, kinship), inbred people with their
    coefficient, founders with their number of descendants).
    """
    pedigree = Pedigree()
    for record in records:
        pedigree.add(record)
    people = list(pedigree.parents)
    depth = {person: pedigree.generation(person) for person in people}
    ties = []
    for one, two in pairs:
        for person in (one, two):
            if person not in pedigree.parents:
                raise ValueError("%s is not in the records" % person)
        shared, way = pedigree.common(one, two)
        ties.append((one, two, _relation(*way) if way else "unrelated", shared, str(pedigree.kinship(one, two))))
    inbred = [(p, str(pedigree.kinship(*pedigree.parents[p]))) for p in people]
    inbred = sorted((p, value) for p, value in inbred if value != "0")
    founders = []
    for person in sorted(p for p in people if depth[p] == 1):
        offspring = {q for q in people for line in pedigree.lines(q) if line[-1] == person}
        founders.append((person, len(offspring) - 1))
    return ties, inbred, founders


def _village(rnd, generations, size):
    records, before = [], []
    for g in range(generations):
        now = ["%s%d" % ("ABCDEFGHIJ"[g], k) for k in range(size)]
        for name in now:
            couple = rnd.sample(before, 2) if len(before) > 1 else ["?", "?"]
            couple = ["?" if rnd.random() < .08 else p for p in couple]
            records.append(name if couple == ["?", "?"] else "%s: %s" % (name, ", ".join(couple)))
        before = now
    rnd.shuffle(records)
    return records, [rnd.choice(records).split(":")[0] for _ in range(40)]


def _pairs(names, n):
    return list(zip(names[:n], names[-n:]))


def workload():
    rnd = random.Random(1850)
    out = []
    for generations, size, n in ((6, 9, 18), (7, 9, 7), (3, 5, 6)):
        records, names = _village(rnd, generations, size)
        out.append((records, _pairs(names, n)))
    return out
