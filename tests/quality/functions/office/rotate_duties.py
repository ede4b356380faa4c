import random


def rotate_duties(people, duties, moves, weeks):
    """Roll the duty rota forward and count who did what.

    In week w the first len(people) duties go to the people in rota order, then the
    move moves[w % len(moves)] = (from, to) takes one person out and reinserts them.
    Returns ({person: {duty: times}}, final order, weeks in which the original order was back).
    """
    if len(duties) < len(people):
        raise ValueError("more people than duties")
    for src, dst in moves:
        if not (0 <= src < len(people) and 0 <= dst < len(people)):
            raise IndexError("bad move %d->%d" % (src, dst))
    rota = list(people)
    done = {p: {} for p in people}
    back = 0
    for week in range(weeks):
        if week and rota == list(people):
            back += 1
        for person, duty in zip(rota, duties):
            counts = done[person]
            counts[duty] = counts.get(duty, 0) + 1
        if moves:
            src, dst = moves[week % len(moves)]
            who = rota.pop(src)
            rota.insert(dst, who)
    summary = {p: dict(sorted(c.items())) for p, c in done.items()}
    return summary, rota, back


def workload():
    rnd = random.Random(5)

    def case(n, k, weeks):
        ppl = rnd.sample(["Ada", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jo", "Kit", "Lou"], n)
        duties = ["desk", "phones", "post", "lab", "cellar", "keys", "van", "yard", "shop", "tills", "night", "spare"]
        return ppl, duties, [(rnd.randrange(n), rnd.randrange(n)) for _ in range(k)], weeks
    return [case(9, 4, 40000), case(12, 7, 30000), case(5, 1, 3), (["Ada"], ["desk"], [], 10)]
