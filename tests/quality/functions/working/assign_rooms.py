"""Give each meeting (already by start time) the lowest numbered free room; report rooms and load."""
import random


def assign_rooms(meetings):
    meetings = sorted(meetings, key=lambda m: (m[1], m[2]))
    rooms = []
    plan = []
    minutes = []
    for title, start, end in meetings:
        if end < start:
            plan.append((title, 0))
            continue
        chosen = -1
        for number in range(len(rooms)):
            if rooms[number] <= start:
                chosen = number
                break
        if chosen == -1:
            rooms.append(end)
            minutes.append(0)
            chosen = len(rooms) - 1
        else:
            rooms[chosen] = end
        minutes[chosen] += end - start
        plan.append((title, chosen + 1))
    return plan, len(rooms), minutes


def workload():
    rnd = random.Random(14)

    def mk(n, span):
        out = []
        for i in range(n):
            s = rnd.randrange(span)
            out.append((f"m{i}", s, s + rnd.choice([-1, 0, 30, 45, 60, 600, 900])))
        return out

    return [([],), (mk(8, 60),), (mk(200, 600),), (mk(6000, 3000),)]
