from typing import NamedTuple


# ---- 1: row of plants -----------------------------------------------------
def lamps_after(lamps, steps):
    """Each lamp in the ring is lit next time when exactly one neighbour is lit."""
    row = [1 if c == "#" else 0 for c in lamps]
    n = len(row)
    if n == 0:
        return "", 0
    for _ in range(steps):
        new = [0] * n
        for i in range(n):
            left = row[i - 1]
            right = row[(i + 1) % n]
            if left != right:
                new[i] = 1
        row = new
    lit = 0
    out = ""
    for x in row:
        lit += x
        out += "#" if x else "."
    return out, lit


def small_lamps_after():
    return [("#..#.#", 7), ("#....", 40), ("##", 3), ("", 5)]


def large_lamps_after():
    return "#...##.#..#", 220000


# ---- 2: pseudo random walk of a game clock -------------------------------
def turn_wheel(wheel: tuple[int, ...], k: int) -> tuple[int, ...]:
    k %= len(wheel)
    return wheel[k:] + wheel[:k]


def play_round(wheel: tuple[int, ...], pointer: int) -> tuple[tuple[int, ...], int]:
    hit = wheel[pointer]
    wheel = turn_wheel(wheel, hit)
    return wheel, (pointer + hit + 1) % len(wheel)


def wheel_game(fields: list[int], rounds: int) -> dict:
    if not fields:
        return {}
    wheel, pointer = tuple(fields), 0
    for _ in range(rounds):
        wheel, pointer = play_round(wheel, pointer)
    return {
        "wheel": wheel,
        "pointer": pointer,
        "prize": wheel[pointer] * 10,
        "max": max(fields),
    }


def small_wheel_game():
    return [([1, 2, 3, 2], 9), ([0, 5, 5], 100), ([4], 3), ([], 10)]


def large_wheel_game():
    return [3, 1, 4, 1, 5, 9, 2, 6], 600000


# ---- 3: traffic light controller -----------------------------------------
class Junction(NamedTuple):
    green: str
    timer: int
    waiting: tuple[int, int]

    def tick(self, arrivals):
        ns, ew = self.waiting
        ns, ew = min(9, ns + arrivals[0]), min(9, ew + arrivals[1])
        if self.green == "NS":
            ns = max(0, ns - 2)
        else:
            ew = max(0, ew - 2)
        if self.timer > 1:
            return Junction(self.green, self.timer - 1, (ns, ew))
        other = "EW" if self.green == "NS" else "NS"
        return Junction(other, 3 + (ew > ns), (ns, ew))


def run_junction(start, arrivals, ticks):
    green, timer, ns, ew = start
    if green not in ("NS", "EW"):
        raise ValueError(green)
    junction = Junction(green, timer, (ns, ew))
    for _ in range(ticks):
        junction = junction.tick(arrivals)
    queue = sum(junction.waiting)
    return f"{junction.green} for {junction.timer}, {queue} waiting", junction.waiting


def small_run_junction():
    return [(("NS", 3, 4, 9), (1, 1), 12), (("EW", 1, 0, 0), (0, 2), 7), (("EW", 2, 5, 5), (0, 0), 50), (("NS", 1, 1, 1), (1, 0), 0)]


def large_run_junction():
    return ("NS", 4, 2, 7), (1, 1), 450000


# ---- 4: shuffling a deck / memory banks ----------------------------------
def redistribute(banks, cycles):
    """The fullest bank (the first of them) is emptied over the next ones, one block each."""
    state = list(banks)
    size = len(state)
    cycle = 0
    while size and cycle < cycles:
        i = max(range(size), key=lambda k: (state[k], -k))
        blocks, state[i] = state[i], 0
        state = [b + blocks // size + ((k - i - 1) % size < blocks % size) for k, b in enumerate(state)]
        cycle += 1
    total = sum(state)
    return ",".join(map(str, state)), total, sorted(set(state))


def small_redistribute():
    return [([0, 2, 7, 0], 5), ([3, 3, 3], 20), ([5], 4), ([], 3)]


def large_redistribute():
    return [4, 1, 15, 12, 0], 110000


CASES = {
    "lamps_after": (small_lamps_after, large_lamps_after),
    "wheel_game": (small_wheel_game, large_wheel_game),
    "run_junction": (small_run_junction, large_run_junction),
    "redistribute": (small_redistribute, large_redistribute),
}
