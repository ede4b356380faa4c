import random
from dataclasses import dataclass


# --- billing: one account record per customer, flag loop
def account_totals(payments):
    accounts = []
    ignored = 0
    for customer, cents in payments:
        if cents == 0:
            ignored += 1
            continue
        found = False
        for acc in accounts:
            if acc["customer"] == customer:
                acc["total"] += cents
                acc["count"] += 1
                found = True
                break
        if not found:
            accounts.append({"customer": customer, "total": cents, "count": 1})
    lines = []
    for acc in accounts:
        lines.append("%s: %d in %d" % (acc["customer"], acc["total"], acc["count"]))
    return lines, ignored


# --- scheduling: group by room, helper returning index
def _room_at(rooms, name):
    for pos, room in enumerate(rooms):
        if room[0] == name:
            return pos
    return -1


def bookings_per_room(bookings):
    rooms = []
    hours = 0
    for b in bookings:
        start, end = b["from"], b["to"]
        if end <= start:
            continue
        hours += end - start
        pos = _room_at(rooms, b["room"])
        if pos == -1:
            rooms.append([b["room"], [(start, end)]])
        else:
            rooms[pos][1].append((start, end))
    return [(name, sorted(slots)) for name, slots in rooms], hours


# --- sports: class Player, league with find method
@dataclass
class Player:
    name: str
    goals: int = 0
    games: int = 0


class League:
    def __init__(self):
        self.players: list[Player] = []

    def find(self, name: str):
        for p in self.players:
            if p.name == name:
                return p
        return None

    def record(self, name: str, goals: int) -> None:
        player = self.find(name)
        if player is None:
            player = Player(name)
            self.players.append(player)
        player.goals += goals
        player.games += 1


def scorers(events: list, least: int = 1) -> list:
    league = League()
    for name, goals in events:
        league.record(name.strip().title(), goals)
    ranked = sorted(league.players, key=lambda p: (-p.goals, p.games, p.name))
    return [(p.name, p.goals, p.games) for p in ranked if p.goals >= least]


# --- parsing: interning symbols into a table, next() over generator
def intern_symbols(tokens):
    table = []
    code = []
    for tok in tokens:
        if tok.isspace() or not tok:
            continue
        entry = next((e for e in table if e[1] == tok), None)
        if entry is None:
            entry = (len(table), tok, "num" if tok.isdigit() else "sym")
            table.append(entry)
        code.append(entry[0])
    kinds = {"num": 0, "sym": 0}
    for _, _, kind in table:
        kinds[kind] += 1
    return code, [t for _, t, _ in table], kinds


def small_pay():
    return [
        ([("al", 5), ("bo", 7), ("al", -2), ("cy", 0)],),
        ([],),
        ([("x", 1)] * 3,),
        ([("b", 1), ("a", 1), ("b", 1), ("c", 9), ("a", 0)],),
    ]


def large_pay():
    r = random.Random(7)
    return ([("cust%d" % r.randrange(2500), r.randrange(1, 500)) for _ in range(6000)],)


def small_rooms():
    return [
        ([{"room": "A", "from": 9, "to": 10}, {"room": "B", "from": 9, "to": 9}, {"room": "A", "from": 8, "to": 9}],),
        ([],),
        ([{"room": "C", "from": 1, "to": 2}, {"room": "C", "from": 1, "to": 2}],),
        ([{"room": "C", "from": 1, "to": 2}, {"room": "D", "from": 3, "to": 8}, {"room": "C", "from": 0, "to": 2}],),
    ]


def large_rooms():
    r = random.Random(7)
    out = []
    for _ in range(5000):
        s = r.randrange(20)
        out.append({"room": "room-%d" % r.randrange(2500), "from": s, "to": s + r.randrange(1, 4)})
    return (out,)


def small_goals():
    return [
        ([("kane", 2), ("Kane ", 1), ("messi", 3), ("ox", 0)],),
        ([],),
        ([("a", 1), ("b", 1), ("a", 0)], 0),
        ([("z", 4), ("y", 4), ("z", 1), ("y", 1), ("x", 9)], 5),
    ]


def large_goals():
    r = random.Random(7)
    return ([("player %d" % r.randrange(3500), r.randrange(4)) for _ in range(8000)],)


def small_tokens():
    return [
        (["x", "=", "1", "+", "x", " ", "1"],),
        ([],),
        (["", " ", "a", "a"],),
        (["f", "(", "f", "(", "2", ")", ")"],),
    ]


def large_tokens():
    r = random.Random(7)
    return (["v%d" % r.randrange(3000) if r.random() < 0.6 else str(r.randrange(900)) for _ in range(7500)],)


CASES = {
    "account_totals": (small_pay, large_pay),
    "bookings_per_room": (small_rooms, large_rooms),
    "scorers": (small_goals, large_goals),
    "intern_symbols": (small_tokens, large_tokens),
}
