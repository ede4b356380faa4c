import random


# a. spreadsheets: row number of a triangular layout
def triangle_rows(cells):
    rows = []
    widest = 0
    for cell in cells:
        if cell < 0:
            rows.append(None)
            continue
        row = 0
        for k in range(cell + 2):
            if k * (k + 1) // 2 > cell:
                row = k - 1
                break
        col = cell - row * (row + 1) // 2
        rows.append((row, col))
        if row > widest:
            widest = row
    return rows, widest


# b. networks: modular inverse for a key
def _inverse(e: int, m: int) -> int:
    for d in range(1, m):
        if e * d % m == 1:
            return d
    return -1


def _phi(p: int, q: int) -> int:
    return (p - 1) * (q - 1)


def private_keys(pairs: list, e: int = 17) -> list:
    keys = []
    for p, q in pairs:
        if p == q:
            keys.append({"n": p * q, "error": "equal"})
            continue
        d = _inverse(e, _phi(p, q))
        keys.append({"n": p * q, "d": d} if d > 0 else {"n": p * q, "error": "no inverse"})
    return keys


# c. billing: a price before tax, given the price with tax
class Invoice:
    def __init__(self, gross, rate):
        self.gross = gross
        self.rate = rate

    def gross_of(self, net):
        return net + net * self.rate // 100

    def net(self):
        for net in range(self.gross + 1):
            if self.gross_of(net) >= self.gross:
                return net
        return self.gross


def split_invoices(amounts, rate):
    total_net = total_tax = 0
    lines = []
    for number, gross in enumerate(amounts, start=1):
        net = Invoice(gross, rate).net()
        total_net += net
        total_tax += gross - net
        lines.append(f"#{number}: {net} + {gross - net}")
    lines.append(f"sum: {total_net} + {total_tax}")
    return "\n".join(lines)


# d. games: claw machines with two buttons and a prize position
def machine_presses(machines):
    def presses(ax, ay, bx, by, px, py):
        hits = (
            (a, b)
            for a in range(px // ax + 1)
            for b in [(px - a * ax) // bx]
            if a * ax + b * bx == px and a * ay + b * by == py
        )
        return next(hits, None)

    cost = 0
    won = []
    for name, ((ax, ay), (bx, by), (px, py)) in machines.items():
        if ax * by == ay * bx:
            continue
        hit = presses(ax, ay, bx, by, px, py)
        if hit:
            won.append(name)
            cost += 3 * hit[0] + hit[1]
    return won, cost


def small_triangle():
    return [([0, 1, 2, 3, 9, 9, 10],), ([],), ([-1, 5, 14],), ([100],)]


def large_triangle():
    rnd = random.Random(7)
    return ([rnd.randrange(100000, 10000000) for _ in range(1500)],)


def small_keys():
    return [([(11, 13), (3, 5), (7, 7)],), ([],), ([(19, 23), (19, 23)], 5), ([(5, 11), (17, 29)], 3)]


def large_keys():
    return ([(1009, 1013), (1201, 1217), (997, 1031), (1433, 1439), (2003, 2011)], 65537)


def small_invoices():
    return [([119, 100, 0, 119], 19), ([], 7), ([1, 2, 3, 50], 50), ([107, 214], 7)]


def large_invoices():
    rnd = random.Random(7)
    return ([rnd.randrange(10000, 200000) for _ in range(35)], 19)


def small_machines():
    return [
        ({"m1": ((94, 34), (22, 67), (8400, 5400)), "m2": ((26, 66), (67, 21), (12748, 12176))},),
        ({},),
        ({"a": ((2, 1), (1, 3), (7, 11)), "b": ((2, 1), (4, 2), (6, 3)), "c": ((2, 1), (1, 3), (7, 11))},),
        ({"z": ((1, 2), (3, 1), (0, 0))},),
    ]


def large_machines():
    rnd = random.Random(7)
    out = {}
    for i in range(30):
        a = (rnd.randrange(1, 9), rnd.randrange(10, 30))
        b = (rnd.randrange(10, 30), rnd.randrange(1, 9))
        x, y = rnd.randrange(50000, 150000), rnd.randrange(1000)
        off = rnd.choice([0, 0, 1])
        out["m%d" % i] = (a, b, (x * a[0] + y * b[0] + off, x * a[1] + y * b[1]))
    return (out,)


CASES = {
    "triangle_rows": (small_triangle, large_triangle),
    "private_keys": (small_keys, large_keys),
    "split_invoices": (small_invoices, large_invoices),
    "machine_presses": (small_machines, large_machines),
}
