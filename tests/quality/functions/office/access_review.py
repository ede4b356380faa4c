import random


class Directory:
    """Groups hold members and parent groups, grants are given to groups."""

    def __init__(self, groups):
        self.groups = {g["name"]: g for g in groups}

    def grants_of(self, name, trail=()):
        group = self.groups.get(name)
        if group is None or name in trail:
            return []
        grants = list(group["grants"])
        for parent in group["parents"]:
            for g in self.grants_of(parent, trail + (name,)):
                if g not in grants:
                    grants.append(g)
        return grants


def access_review(groups, users, risky):
    """Yearly access review: effective grants per user, risky combinations flagged.

    groups: dicts name, parents, grants; users: (login, group names); risky: pairs of
    grants nobody may hold together. Returns (report lines, conflicts, holders per grant).
    """
    directory = Directory(groups)
    lines = []
    conflicts = []
    holders = {}
    for login, member_of in users:
        effective = []
        for name in member_of:
            if name not in directory.groups:
                raise KeyError("%s is in unknown group %s" % (login, name))
            for grant in directory.grants_of(name):
                if grant not in effective:
                    effective.append(grant)
        for grant in effective:
            holders[grant] = holders.get(grant, 0) + 1
        for a, b in risky:
            if a in effective and b in effective:
                conflicts.append((login, a, b))
        lines.append("%s: %s" % (login, ", ".join(sorted(effective)) or "-"))
    return lines, conflicts, sorted(holders.items(), key=lambda h: (-h[1], h[0]))


def _case(seed, ngroups, nusers, fan):
    rnd = random.Random(seed)
    acts = ["%s.%s" % (a, b) for a in ("pay", "hr", "crm", "wms", "dev") for b in ("read", "write", "approve", "admin")]
    groups = []
    for i in range(ngroups):
        ups = ["g%d" % rnd.randrange(max(0, i - 7), i) for _ in range(rnd.randint(1, fan))] if i else []
        groups.append({"name": "g%d" % i, "parents": ups, "grants": rnd.sample(acts, rnd.choice([0, 0, 0, 1]))})
    users = [("user%d" % k, ["g%d" % g for g in rnd.sample(range(ngroups), 2)]) for k in range(nusers)]
    risky = [tuple(rnd.sample(acts, 2)) for _ in range(6)]
    return groups, users, risky


def workload():
    return [_case(1, 66, 110, 2), _case(2, 32, 180, 3), _case(3, 3, 2, 1), ([], [("bob", [])], [])]
