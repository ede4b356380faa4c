import random


# --- a: parser of settings, message made up front in the loop

def read_settings(allowed, lines):
    settings = {}
    errors = []
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        key, _, value = line.partition("=")
        key = key.strip()
        message = "line " + str(number) + ": unknown key " + key + ", expected one of " + ", ".join(sorted(allowed))
        if key not in allowed:
            errors.append(message)
            continue
        settings[key] = value.strip()
    return settings, errors


# --- b: helper check(condition, message), with the message made at the call

def _ensure(ok: bool, message: str) -> None:
    if not ok:
        raise ValueError(message)


def _describe(accounts: dict[str, int]) -> str:
    return "; ".join(f"{name}={cents}" for name, cents in accounts.items())


def post_transfers(accounts: dict[str, int], transfers: list[tuple[str, str, int]]) -> dict[str, int]:
    balances = dict(accounts)
    for source, target, cents in transfers:
        _ensure(
            source in balances and target in balances,
            f"no such account in {source}->{target}, balances: {_describe(balances)}",
        )
        if cents <= 0:
            continue
        balances[source] -= cents
        balances[target] += cents
    return {name: cents for name, cents in balances.items() if cents}


# --- c: game board in a class

class Board:
    def __init__(self, width, height):
        self.width = width
        self.height = height
        self.cells = [["."] * width for _ in range(height)]

    def dump(self):
        return "\n".join("".join(row) for row in self.cells)

    def put(self, x, y, mark):
        problem = f"({x},{y}) is outside of the board\n{self.dump()}"
        if x < 0 or y < 0 or x >= self.width or y >= self.height:
            raise IndexError(problem)
        old = self.cells[y][x]
        self.cells[y][x] = mark
        return old != "." and old != mark


def play_moves(width, height, moves):
    board = Board(width, height)
    taken = 0
    failed = None
    for x, y, mark in moves:
        try:
            if board.put(x, y, mark):
                taken += 1
        except IndexError as exc:
            failed = str(exc)
            break
    return taken, failed, board.dump()


# --- d: dependency check with closure and assembled context

def schedule_jobs(jobs, order):
    done = []
    finished = set()

    def run(name):
        missing = [d for d in jobs.get(name, ()) if d not in finished]
        context = " > ".join(map(str, done)) or "(start)"
        waiting = sum(1 for j in jobs if j not in finished)
        if missing:
            return f"{name} needs {', '.join(missing)} after {context} with {waiting} waiting"
        finished.add(name)
        done.append(name)
        return None

    problems = list(filter(None, (run(name) for name in order)))
    return {"done": len(done), "last": done[-1:] , "problems": problems}


def small_read():
    al = {"host", "port", "mode"}
    return [
        (al, ["host = a", "# c", "port=9", "pot=3", "host=b", "junk"]),
        (["x"], ["x=1=2", ""]),
        (al, []),
        (set(), ["a=1"]),
    ]


def large_read():
    r = random.Random(7)
    al = {f"key_{i}" for i in range(1200)}
    return (al, [f"key_{r.randrange(1201)} = {r.randrange(99)}" for _ in range(2400)])


def small_post():
    ac = {"a": 100, "b": 0, "c": 7}
    return [
        (ac, [("a", "b", 40), ("a", "b", 40), ("b", "c", -1)]),
        (ac, []),
        ({"x": 5}, [("x", "x", 5)]),
        (ac, [("c", "a", 7), ("b", "a", 0)]),
    ]


def large_post():
    r = random.Random(7)
    ac = {f"acct{i}": r.randrange(100000) for i in range(1800)}
    n = list(ac)
    return (ac, [(r.choice(n), r.choice(n), r.randrange(500)) for _ in range(1400)])


def small_play():
    return [
        (3, 2, [(0, 0, "x"), (0, 0, "o"), (2, 1, "x"), (2, 1, "x")]),
        (2, 2, [(0, 1, "x"), (5, 5, "o"), (1, 1, "x")]),
        (2, 2, []),
        (1, 1, [(0, 0, "a"), (0, 0, "b"), (0, -1, "c")]),
    ]


def large_play():
    r = random.Random(7)
    return (90, 90, [(r.randrange(90), r.randrange(90), r.choice("xo")) for _ in range(4000)])


def small_jobs():
    j = {"a": [], "b": ["a"], "c": ["a", "b"]}
    return [
        (j, ["a", "b", "c"]),
        (j, ["b", "a", "c", "b", "c"]),
        ({}, []),
        (j, ["c", "x"]),
    ]


def large_jobs():
    r = random.Random(7)
    j = {f"j{i}": [f"j{r.randrange(i)}"] if i else [] for i in range(2200)}
    return (j, list(j))


CASES = {
    "read_settings": (small_read, large_read),
    "post_transfers": (small_post, large_post),
    "play_moves": (small_play, large_play),
    "schedule_jobs": (small_jobs, large_jobs),
}
