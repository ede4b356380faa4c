import random
from typing import NamedTuple


# ---- 1: bank ledger -------------------------------------------------------
def post(balances, entry):
    debit, credit, amount = entry
    new = dict(balances)
    new[debit] = new.get(debit, 0) - amount
    new[credit] = new.get(credit, 0) + amount
    return new


def run_ledger(opening, entries):
    balances = {}
    for name, amount in opening:
        balances[name] = balances.get(name, 0) + amount
    skipped = 0
    for entry in entries:
        if entry[2] <= 0 or entry[0] == entry[1]:
            skipped += 1
            continue
        balances = post(balances, entry)
    overdrawn = [n for n in sorted(balances) if balances[n] < 0]
    return balances, overdrawn, skipped


def small_run_ledger():
    return [
        ([("cash", 100), ("rent", 0)], [("cash", "rent", 60), ("cash", "food", 70), ("cash", "cash", 5)]),
        ([("a", 5), ("a", 5), ("b", 1)], [("b", "a", 3), ("a", "b", 0), ("a", "b", 2)]),
        ([("x", 1)], []),
        ([], []),
    ]


def large_run_ledger():
    rnd = random.Random(7)
    n = 12000
    names = ["acc%d" % i for i in range(n)]
    return ([(x, rnd.randrange(1000)) for x in names],
            [(rnd.choice(names), rnd.choice(names), rnd.randrange(50)) for _ in range(n)])


# ---- 2: tape machine ------------------------------------------------------
def write_cell(tape: tuple, pos: int, value: int) -> tuple:
    return tape[:pos] + (value,) + tape[pos + 1:]


def step(tape: tuple, pos: int, op: str):
    if op == "+":
        return write_cell(tape, pos, (tape[pos] + 1) % 256), pos
    if op == "-":
        return write_cell(tape, pos, (tape[pos] - 1) % 256), pos
    if op == ">":
        return tape, (pos + 1) % len(tape)
    if op == "<":
        return tape, (pos - 1) % len(tape)
    if op == "0":
        return write_cell(tape, pos, 0), pos
    raise ValueError(op)


def run_tape(program: str, size: int) -> dict:
    tape, pos = (0,) * max(size, 1), 0
    executed = 0
    for op in program:
        if op.isspace():
            continue
        tape, pos = step(tape, pos, op)
        executed += 1
    used = {i: v for i, v in enumerate(tape) if v}
    return {"cells": used, "pos": pos, "steps": executed, "sum": sum(tape)}


def small_run_tape():
    return [("++>+ <-0>", 4), ("<-<-<-", 3), ("+++", 1), ("", 0)]


def large_run_tape():
    rnd = random.Random(7)
    return "".join(rnd.choice("++->") for _ in range(14000)), 14000


# ---- 3: board game --------------------------------------------------------
class Board(NamedTuple):
    owner: list
    scores: dict
    turn: int = 0

    def claim(self, square, player):
        owner = self.owner.copy()
        scores = dict(self.scores)
        previous = owner[square]
        if previous is not None and previous != player:
            scores[previous] -= 1
        if previous != player:
            scores[player] = scores.get(player, 0) + 1
        owner[square] = player
        return self._replace(owner=owner, scores=scores, turn=self.turn + 1)


def play_claims(squares, players, moves):
    if not players:
        return None
    board = Board([None] * squares, {p: 0 for p in players})
    for target in moves:
        player = players[board.turn % len(players)]
        board = board.claim(target % squares, player)
    ranking = sorted(board.scores.items(), key=lambda kv: (-kv[1], kv[0]))
    free = board.owner.count(None)
    return ranking, free, board.turn


def small_play_claims():
    return [
        (5, ["ann", "bob"], [0, 1, 0, 0, 7, 3]),
        (3, ["x"], [0, 1, 1, 2]),
        (4, ["p", "q", "r"], []),
        (2, [], [1, 1]),
    ]


def large_play_claims():
    rnd = random.Random(7)
    n = 8000
    return n, ["ann", "bob", "cy"], [rnd.randrange(n) for _ in range(n)]


# ---- 4: sensor registers via reduce --------------------------------------
from functools import reduce


def sensor_summary(sensor_ids, readings):
    """readings: (id, value) pairs; keeps for each sensor (count, last, highest)."""
    start = {s: (0, None, None) for s in sensor_ids}

    def absorb(state, reading):
        sid, value = reading
        count, _, top = state.get(sid, (0, None, None))
        return {**state, sid: (count + 1, value, value if top is None else max(top, value))}

    final = reduce(absorb, (r for r in readings if r[1] is not None), start)
    silent = [s for s, (n, *_) in final.items() if n == 0]
    return {"state": final, "silent": silent, "total": sum(n for n, *_ in final.values())}


def small_sensor_summary():
    return [
        (["t1", "t2", "t3"], [("t1", 4), ("t2", 7), ("t1", 2), ("t9", 1)]),
        (["a", "b"], [("a", None), ("a", 3), ("a", 3)]),
        (["z"], []),
        ([], []),
    ]


def large_sensor_summary():
    rnd = random.Random(7)
    n = 9500
    ids = ["s%d" % i for i in range(n)]
    return ids, [(rnd.choice(ids), rnd.randrange(100)) for _ in range(n)]


CASES = {
    "run_ledger": (small_run_ledger, large_run_ledger),
    "run_tape": (small_run_tape, large_run_tape),
    "play_claims": (small_play_claims, large_play_claims),
    "sensor_summary": (small_sensor_summary, large_sensor_summary),
}
