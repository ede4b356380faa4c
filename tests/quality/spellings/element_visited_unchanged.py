import random
from collections import namedtuple


# --- a: inventory; counts are re-totalled for every earlier product after each movement

def stock_history(products, movements):
    history = []
    ledger = {p: [] for p in products}
    for product, change in movements:
        if product not in ledger:
            continue
        ledger[product].append(change)
        low = 0
        for p in products:
            level = 0
            for c in ledger[p]:
                level += c
            if level < 0:
                low += 1
        history.append(low)
    return history


# --- b: messages; helper renders every line of the chat again after each new one

def _render(author: str, text: str, width: int) -> list[str]:
    lines = []
    current = author + ":"
    for word in text.split():
        if len(current) + 1 + len(word) > width:
            lines.append(current)
            current = "  " + word
        else:
            current += " " + word
    lines.append(current)
    return lines


def scroll_heights(messages: list[tuple[str, str]], width: int = 24) -> tuple[list[int], list[str]]:
    shown: list[tuple[str, str]] = []
    heights = []
    screen: list[str] = []
    for author, text in messages:
        if not text.strip():
            continue
        shown.append((author, text))
        screen = []
        for a, t in shown:
            screen.extend(_render(a, t, width))
        heights.append(len(screen))
    return heights, screen[-3:]


# --- c: spreadsheet class; refresh recomputes all rows after each edit

class OrderSheet:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]
        self.amounts = []
        self.refresh()

    def refresh(self):
        self.amounts = []
        for qty, price, discount in self.rows:
            gross = qty * price
            self.amounts.append(gross - gross * discount // 100)

    def set_quantity(self, row, qty):
        self.rows[row][0] = qty
        self.refresh()


def apply_edits(rows, edits):
    sheet = OrderSheet(rows)
    log = []
    for row, qty in edits:
        if not 0 <= row < len(rows):
            log.append("bad row %d" % row)
            continue
        before = sheet.amounts[row]
        sheet.set_quantity(row, qty)
        log.append("%d: %d -> %d" % (row, before, sheet.amounts[row]))
    return log, sum(sheet.amounts)


# --- d: propagation of levels in a while loop until nothing changes

Task = namedtuple("Task", "name needs")


def task_levels(spec):
    tasks = [Task(name, tuple(needs)) for name, needs in spec]
    level = {t.name: 0 for t in tasks}
    changed = True
    rounds = 0
    while changed and rounds <= len(tasks):
        changed = False
        rounds += 1
        for t in tasks:
            want = max((level[n] + 1 for n in t.needs if n in level), default=0)
            if want > level[t.name]:
                level[t.name] = want
                changed = True
    return sorted(level.items(), key=lambda kv: (kv[1], kv[0]))


def small_hist():
    return [
        (["a", "b"], [("a", 2), ("b", -1), ("a", -3), ("z", 1), ("b", 1), ("a", 1)]),
        (["x"], [("x", -1), ("x", -1)]),
        ([], [("a", 1)]),
        (["p", "q", "r"], []),
    ]


def large_hist():
    r = random.Random(7)
    ps = [f"p{i}" for i in range(60)]
    return (ps, [(r.choice(ps), r.randrange(-5, 6)) for _ in range(4500)])


def small_scroll():
    return [
        ([("ann", "hello there my dear old friend"), ("bob", "hi"), ("ann", " "), ("bob", "hi")],),
        ([("x", "aaaa bbbb cccc")], 8),
        ([],),
        ([("q", "one two"), ("q", "one two")], 5),
    ]


def large_scroll():
    r = random.Random(7)
    w = ["yes", "maybe", "tomorrow", "the", "report", "ok", "fine"]
    return ([(r.choice(("ann", "bob")), " ".join(r.choice(w) for _ in range(r.randrange(1, 14)))) for _ in range(550)],)


def small_edits():
    rows = [(1, 100, 0), (2, 50, 10), (2, 50, 10)]
    return [
        (rows, [(0, 3), (2, 5), (9, 1), (0, 3)]),
        (rows, []),
        ([], [(0, 1)]),
        (rows, [(1, 0), (1, 4)]),
    ]


def large_edits():
    r = random.Random(7)
    rows = [(r.randrange(1, 20), r.randrange(1, 900), r.randrange(0, 30)) for _ in range(1700)]
    return (rows, [(r.randrange(1700), r.randrange(20)) for _ in range(1500)])


def small_levels():
    return [
        ([("c", ["b"]), ("b", ["a"]), ("a", []), ("d", ["a", "c"])],),
        ([("a", ["x"]), ("b", ["a"])],),
        ([],),
        ([("p", []), ("q", []), ("r", ["q", "p"])],),
    ]


def large_levels():
    n = 620
    return ([(f"t{i}", [f"t{i + 1}"] if i + 1 < n else []) for i in range(n)],)


CASES = {
    "stock_history": (small_hist, large_hist),
    "scroll_heights": (small_scroll, large_scroll),
    "apply_edits": (small_edits, large_edits),
    "task_levels": (small_levels, large_levels),
}
