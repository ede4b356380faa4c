import random


def friend_triangles(friendships):
    """From a list of pairs of names (either order, maybe repeated): return (number
    of groups of three mutual friends, {name: groups it is in} in order of first
    appearance)."""
    def friends(a, b):
        return (a, b) in friendships or (b, a) in friendships

    people = []
    for pair in friendships:
        for person in pair:
            if person not in people:
                people.append(person)
    groups = {person: 0 for person in people}
    total = 0
    for i in range(len(people)):
        for j in range(i + 1, len(people)):
            for k in range(j + 1, len(people)):
                a, b, c = people[i], people[j], people[k]
                if friends(a, b) and friends(b, c) and friends(a, c):
                    total += 1
                    groups[a] += 1
                    groups[b] += 1
                    groups[c] += 1
    return total, groups


def workload():
    rng = random.Random(26)
    calls = []
    for people, count in [(29, 170), (24, 240)]:
        names = ["p%d" % i for i in range(people)]
        calls.append(([(rng.choice(names), rng.choice(names)) for _ in range(count)],))
    return calls
