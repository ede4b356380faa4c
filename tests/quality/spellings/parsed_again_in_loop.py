import ast
import json
import random
import shlex
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address, ip_network


# billing: late days per customer
def overdue_days(invoices, grace):
    totals = {}
    skipped = 0
    for number, customer, due, paid in invoices:
        if not due or not paid:
            skipped += 1
            continue
        due_day = datetime.strptime(due, "%d.%m.%Y")
        paid_day = datetime.strptime(paid, "%d.%m.%Y")
        late = (paid_day - due_day).days - grace
        if late <= 0:
            continue
        if customer not in totals:
            totals[customer] = [0, 0, number]
        entry = totals[customer]
        entry[0] += 1
        entry[1] += late
    out = []
    for customer in sorted(totals):
        count, days, first = totals[customer]
        out.append("%s: %d late, %d days (first %s)" % (customer, count, days, first))
    out.append("skipped: %d" % skipped)
    return out


# networks: traffic per zone
def _zone_of(addr: str, zones: list) -> str:
    ip = ip_address(addr)
    for name, cidr in zones:
        if ip in ip_network(cidr):
            return name
    return "other"


def traffic_by_zone(packets: list, zones: list) -> dict:
    result = {name: 0 for name, _ in zones}
    result["other"] = 0
    for addr, size in packets:
        if size < 0:
            continue
        result[_zone_of(addr, zones)] += size
    return result


# inventory: stock lines with attributes kept as JSON text
@dataclass
class StockLine:
    sku: str
    quantity: int
    attributes: str

    @property
    def attrs(self):
        return json.loads(self.attributes)

    def weight(self):
        return self.attrs.get("grams", 0) * self.quantity

    def is_fragile(self):
        return "fragile" in self.attrs.get("tags", [])


def stock_summary(rows):
    lines = [StockLine(*row) for row in rows]
    weight = 0
    fragile = []
    by_colour = {}
    for line in lines:
        weight += line.weight()
        if line.is_fragile():
            fragile.append(line.sku)
        colour = line.attrs.get("colour") or "none"
        by_colour[colour] = by_colour.get(colour, 0) + line.quantity
    return weight, fragile, sorted(by_colour.items())


# games: commands typed by players, options written as literals
def replay_commands(entries):
    def words(text):
        return shlex.split(text)

    used = sorted({w for _, cmd, _ in entries for w in words(cmd)[:1]})
    score = dict.fromkeys(used, 0)
    longest = max((len(words(cmd)) for _, cmd, _ in entries), default=0)
    for player, cmd, opts in entries:
        parts = words(cmd)
        if parts:
            score[parts[0]] += ast.literal_eval(opts).get("points", 1)
    players = len({p for p, _, _ in entries})
    return {"players": players, "longest": longest, "score": score}


def _invoices(n, seed):
    r = random.Random(seed)
    days = ["%02d.%02d.2023" % (d, m) for m in (1, 2, 3) for d in range(1, 29, 3)]
    return [("R%d" % i, r.choice(["Abel", "Brand", "Cole"]), r.choice(days), r.choice(days + [""])) for i in range(n)]


def small_overdue():
    return [([], 0), (_invoices(6, 1), 0), (_invoices(12, 2), 5), (_invoices(20, 3), 2)]


def large_overdue():
    return (_invoices(32000, 7), 3)


ZONES = [("office", "10.1.0.0/16"), ("lab", "10.2.4.0/22"), ("guest", "192.168.0.0/24"), ("lab6", "fd00::/8")]


def _packets(n, seed):
    r = random.Random(seed)
    pool = ["10.1.%d.%d" % (r.randrange(4), r.randrange(20)) for _ in range(10)]
    pool += ["10.2.5.%d" % r.randrange(9) for _ in range(5)] + ["fd00::1", "8.8.8.8", "192.168.0.7"]
    return [(r.choice(pool), r.randrange(-5, 1500)) for _ in range(n)]


def small_traffic():
    return [([], ZONES), (_packets(5, 1), ZONES), (_packets(15, 2), ZONES[:2]), (_packets(20, 3), [])]


def large_traffic():
    return (_packets(30000, 7), ZONES)


def _rows(n, seed):
    r = random.Random(seed)
    kinds = [json.dumps({"grams": g, "tags": t, "colour": c, "dims": list(range(g % 7))})
             for g in (10, 25, 300) for t in ([], ["fragile"], ["new", "sale"]) for c in ("red", "blue", "")]
    return [("S%03d" % i, r.randrange(9), r.choice(kinds)) for i in range(n)]


def small_stock():
    return [([],), (_rows(4, 1),), (_rows(9, 2),), (_rows(20, 3),)]


def large_stock():
    return (_rows(30000, 7),)


def _entries(n, seed):
    r = random.Random(seed)
    cmds = ["go north", "take 'old lamp'", "say \"hello there\" loud", "attack troll", "", "go south"]
    opts = ["{}", "{'points': 3}", "{'points': -1, 'mood': 'bad'}"]
    return [(r.choice("abcd"), r.choice(cmds), r.choice(opts)) for _ in range(n)]


def small_replay():
    return [([],), (_entries(4, 1),), (_entries(8, 2),), (_entries(20, 3),)]


def large_replay():
    return (_entries(11000, 7),)


CASES = {
    "overdue_days": (small_overdue, large_overdue),
    "traffic_by_zone": (small_traffic, large_traffic),
    "stock_summary": (small_stock, large_stock),
    "replay_commands": (small_replay, large_replay),
}
