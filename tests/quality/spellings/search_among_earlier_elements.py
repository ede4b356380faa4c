import random


# --- logs: when was the same message last seen, backward index loop
def repeat_gaps(messages):
    gaps = []
    fresh = 0
    for i in range(len(messages)):
        text = messages[i][1]
        if not text:
            continue
        j = i - 1
        while j >= 0:
            if messages[j][1] == text:
                break
            j -= 1
        if j < 0:
            fresh += 1
        else:
            gaps.append((messages[i][0], messages[i][0] - messages[j][0]))
    longest = max((g for _, g in gaps), default=0)
    return gaps, fresh, longest


# --- games: repeated board positions, helper
def _occurred_before(positions, k):
    for m in range(k):
        if positions[m] == positions[k]:
            return True
    return False


def mark_repetitions(game: str) -> str:
    moves = game.split(";")
    positions = []
    state = [0, 0]
    for n, move in enumerate(moves):
        if move.lstrip("-").isdigit():
            state[n % 2] = state[n % 2] + int(move)
        positions.append(tuple(state))
    marks = []
    for k in range(len(positions)):
        marks.append("r" if _occurred_before(positions, k) else ".")
    return "".join(marks)


# --- scheduling: next shift of the same nurse, class
class Roster:
    def __init__(self, rows):
        self.rows = [(day, name) for day, name in rows if name]

    def next_shift(self, at):
        who = self.rows[at][1]
        for k in range(at + 1, len(self.rows)):
            if self.rows[k][1] == who:
                return self.rows[k][0]
        return None

    def rest_days(self):
        for at, (day, name) in enumerate(self.rows):
            following = self.next_shift(at)
            if following is not None:
                yield name, following - day - 1


def short_rests(rows, minimum=1):
    roster = Roster(rows)
    complaints = {}
    checked = 0
    for name, rest in roster.rest_days():
        checked += 1
        if rest < minimum:
            complaints[name] = complaints.get(name, 0) + 1
    return sorted(complaints.items()), checked


# --- inventory: serial numbers entered twice, slices and comprehensions
def duplicate_serials(serials):
    cleaned = [s.replace("-", "").upper() for s in serials]
    again = [i for i, s in enumerate(cleaned) if s in cleaned[:i]]
    final = [s for i, s in enumerate(cleaned) if s not in cleaned[i + 1:]]
    return {
        "rows": again,
        "share": "%d of %d" % (len(again), len(cleaned)),
        "last_entries": final,
    }


def small_messages():
    return [
        ([(1, "up"), (2, "down"), (5, "up"), (6, ""), (9, "up")],),
        ([],),
        ([(1, "a"), (1, "a"), (3, "b")],),
        ([(0, ""), (4, ""), (5, "x")],),
    ]


def large_messages():
    r = random.Random(7)
    return ([(t * 3, "job %d failed" % r.randrange(4000)) for t in range(3500)],)


def small_games():
    return [
        ("1;2;-1;-2;x;y",),
        ("",),
        ("5;5;5;5",),
        ("1;-1;-1;1;0;0;3",),
    ]


def large_games():
    r = random.Random(7)
    return (";".join(str(r.randrange(-40, 41)) for _ in range(3600)),)


def small_shifts():
    return [
        ([(1, "eva"), (1, "tom"), (2, "eva"), (4, "tom"), (5, "")],),
        ([],),
        ([(1, "a"), (1, "a"), (2, "a")], 2),
        ([(1, "a"), (3, "b"), (5, "a"), (6, "b"), (6, "a")],),
    ]


def large_shifts():
    r = random.Random(7)
    return ([(d // 4, "nurse%d" % r.randrange(2500)) for d in range(4000)], 90)


def small_serials():
    return [
        (["ab-1", "AB1", "c2", "d-3", "C-2", "c2"],),
        ([],),
        (["x"],),
        (["q", "q", "q", "z"],),
    ]


def large_serials():
    r = random.Random(7)
    return (["%05d-x" % r.randrange(8000) for _ in range(4500)],)


CASES = {
    "repeat_gaps": (small_messages, large_messages),
    "mark_repetitions": (small_games, large_games),
    "short_rests": (small_shifts, large_shifts),
    "duplicate_serials": (small_serials, large_serials),
}
