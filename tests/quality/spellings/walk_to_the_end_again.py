import random
from itertools import count


# maps: distance to the end of the one-way road
def road_lengths(next_stop, closed):
    lengths = []
    worst = -1
    worst_at = None
    for start in range(len(next_stop)):
        if start in closed:
            lengths.append(0)
            continue
        steps = 0
        place = start
        while True:
            following = next_stop[place]
            if following is None or following in closed:
                break
            place = following
            steps += 1
        lengths.append(steps)
        if steps > worst:
            worst = steps
            worst_at = start
    return {"lengths": lengths, "worst": worst, "at": worst_at}


# parsing: aliases that stand for other aliases
def _resolve(name: str, aliases: dict[str, str]) -> str:
    while name in aliases:
        name = aliases[name]
    return name


def final_names(aliases: dict[str, str], wanted: list[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name in wanted:
        if not name:
            continue
        target = _resolve(name, aliases)
        groups.setdefault(target, []).append(name)
    return {target: sorted(members)[:5] for target, members in sorted(groups.items())}


# company: salary chains
class Employee:
    def __init__(self, ident, boss_id, budget):
        self.ident = ident
        self.boss_id = boss_id
        self.budget = budget
        self.boss = None

    def chain_budget(self):
        total = self.budget
        person = self.boss
        while person is not None:
            total += person.budget
            person = person.boss
        return total

    def level(self):
        depth, person = 0, self
        while person.boss is not None:
            depth += 1
            person = person.boss
        return depth


def budget_report(rows):
    people = {ident: Employee(ident, boss, budget) for ident, boss, budget in rows}
    for person in people.values():
        person.boss = people.get(person.boss_id)
    report = []
    for person in people.values():
        report.append((person.ident, person.level(), person.chain_budget()))
    report.sort(key=lambda line: (line[1], -line[2], line[0]))
    return report


# numbers: longest trajectory below a limit
def longest_trajectory(limit, floor=1):
    if limit < 1:
        return None

    def trajectory(n):
        for length in count(1):
            if n <= floor:
                return length
            n = n // 2 if n % 2 == 0 else 3 * n + 1

    best = max(range(1, limit + 1), key=trajectory)
    return best, trajectory(best)


def _road(n, seed, reach=2):
    r = random.Random(seed)
    return [None if i >= n - 1 else min(n - 1, i + r.randrange(1, reach + 1)) for i in range(n)]


def small_road():
    return [([], []), (_road(5, 1), []), (_road(9, 2), [4]), (_road(15, 3, 4), [7, 9])]


def large_road():
    return (_road(5200, 7, 2), [])


def _aliases(n, seed):
    r = random.Random(seed)
    a = {"n%d" % i: "n%d" % (i + r.randrange(1, 3)) for i in range(n)}
    names = list(a)
    r.shuffle(names)
    return (a, names + ["zz", ""])


def small_alias():
    return [({}, []), _aliases(4, 1), _aliases(9, 2), _aliases(14, 3)]


def large_alias():
    return _aliases(3800, 7)


def _staff(n, seed, back=3):
    r = random.Random(seed)
    return [(i, None if i == 0 else max(0, i - r.randrange(1, back)), r.randrange(10)) for i in range(n)]


def small_staff():
    return [([],), (_staff(4, 1),), (_staff(9, 2, 5),), (_staff(15, 3, 8),)]


def large_staff():
    return (_staff(4200, 7),)


def small_traj():
    return [(0,), (1,), (9,), (30, 2)]


def large_traj():
    return (40000,)


CASES = {
    "road_lengths": (small_road, large_road),
    "final_names": (small_alias, large_alias),
    "budget_report": (small_staff, large_staff),
    "longest_trajectory": (small_traj, large_traj),
}
