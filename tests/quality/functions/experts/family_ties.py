from fractions import Fraction

_TIMES = {0: "", 1: " once removed", 2: " twice removed"}
_ORDINAL = {1: "first", 2: "second", 3: "third"}


def _relation(up, down):
    near, far = sorted((up, down))
    if near == 0:
        return "same" if far == 0 else "descendant" if up else "ancestor"
    if near == 1:
        return "sibling" if far == 1 else "%s%s" % ("great-" * (far - 2), "uncle/aunt" if up == 1 else "nephew/niece")
    degree = _ORDINAL.get(near - 1, "%dth" % (near - 1))
    return "%s cousin%s" % (degree, _TIMES.get(far - near, " %d times removed" % (far - near)))


def family_ties(records, pairs):
    parents = {}
    for record in records:
        name, colon, rest = (part.strip() for part in record.partition(":"))
        couple = [p.strip() for p in rest.split(",")] if colon else ["?", "?"]
        if not name or len(couple) != 2 or not all(couple):
            raise ValueError("bad record %r" % record)
        if name in parents and any(parents[name]):
            raise ValueError("%s is recorded twice" % name)
        parents[name] = tuple(None if p == "?" else p for p in couple)
        for parent in parents[name]:
            if parent:
                parents.setdefault(parent, (None, None))
    depth = {}
    open_ = set()

    def measure(person):
        if person in depth:
            return depth[person]
        if person in open_:
            raise ValueError("%s is recorded as an own ancestor" % person)
        open_.add(person)
        deepest = 0
        for parent in parents[person]:
            if parent:
                deepest = max(deepest, measure(parent))
        open_.discard(person)
        depth[person] = deepest + 1
        return deepest + 1

    for person in parents:
        measure(person)
    ups = {}

    def ancestors(person):
        """ancestor -> set of distances"""
        found = ups.get(person)
        if found is None:
            found = {person: {0}}
            for parent in parents[person]:
                if parent:
                    for who, ways in ancestors(parent).items():
                        found.setdefault(who, set()).update([d + 1 for d in ways])
            ups[person] = found
        return found

    # kinship is kept as (numerator, exponent): numerator / 2**exponent
    memo = {}

    def kinship(one, two):
        if one is None or two is None:
            return 0, 0
        if one == two:
            n, e = kinship(*parents[one])
            return n + (1 << e), e + 1
        if depth[one] < depth[two] or (depth[one] == depth[two] and one < two):
            one, two = two, one
        found = memo.get((one, two))
        if found is None:
            father, mother = parents[one]
            n, e = kinship(father, two)
            m, f = kinship(mother, two)
            if e < f:
                n, e = n << (f - e), f
            n += m << (e - f)
            found = memo[one, two] = (n, e + 1) if n else (0, 0)
        return found

    def shown(value):
        return str(Fraction(value[0], 1 << value[1])) if value[0] else "0"

    ties = []
    for one, two in pairs:
        for person in (one, two):
            if person not in parents:
                raise ValueError("%s is not in the records" % person)
        left, right = ancestors(one), ancestors(two)
        best, shared = None, []
        for who in left.keys() & right.keys():
            for a in left[who]:
                for b in right[who]:
                    way = (a + b, abs(a - b), a, b)
                    if best is None or way < best:
                        best, shared = way, [who]
                    elif way == best:
                        shared.append(who)
        relation = _relation(*best[2:]) if best else "unrelated"
        ties.append((one, two, relation, sorted(shared), shown(kinship(one, two))))
    inbred = []
    for person, couple in parents.items():
        value = kinship(*couple)
        if value[0]:
            inbred.append((person, shown(value)))
    count = dict.fromkeys(sorted(p for p in parents if depth[p] == 1), -1)
    for person in parents:
        for who in ancestors(person):
            if who in count:
                count[who] += 1
    return ties, sorted(inbred), list(count.items())
