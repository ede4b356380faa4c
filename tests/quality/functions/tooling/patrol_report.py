import random

TURNS = {"N": "E", "E": "S", "S": "W", "W": "N"}
MOVES = {"N": (-1, 0), "E": (0, 1), "S": (1, 0), "W": (0, -1)}


class Guard:
    def __init__(self, row, column, heading):
        self.row, self.column, self.heading = row, column, heading
        self.turns = 0

    def ahead(self):
        d_row, d_column = MOVES[self.heading]
        return self.row + d_row, self.column + d_column

    def turn(self):
        self.heading = TURNS[self.heading]
        self.turns += 1


def patrol_report(board, start, heading, steps):
    """Let a guard walk over the board ('#' blocks) for a number of steps;
    in front of a block he turns right instead, and he may leave the board.

    Returns (final position or None, heading, turns, cells seen, the five
    busiest cells with their visits, steps walked)."""
    if not board or heading not in MOVES:
        raise ValueError("no board or a bad heading")
    height, width = len(board), len(board[0])
    row, column = start
    if not (0 <= row < height and 0 <= column < width) or board[row][column] == "#":
        raise ValueError(f"cannot start at {start}")
    guard = Guard(row, column, heading)
    visits = {start: 1}
    walked = 0
    for _ in range(steps):
        row, column = guard.ahead()
        walked += 1
        if not (0 <= row < height and 0 <= column < width):
            return None, guard.heading, guard.turns, len(visits), busiest(visits), walked
        if board[row][column] == "#":
            guard.turn()
            continue
        guard.row, guard.column = row, column
        visits[row, column] = visits.get((row, column), 0) + 1
    return (guard.row, guard.column), guard.heading, guard.turns, len(visits), busiest(visits), walked


def busiest(visits):
    return sorted(visits.items(), key=lambda pair: (-pair[1], pair[0]))[:5]


def workload():
    rng = random.Random(44)
    board = []
    for row in range(80):
        line = ["#" if rng.random() < 0.025 else "." for _ in range(100)]
        if row in (0, 79):
            line = ["#"] * 100
        line[0] = line[-1] = "#"
        board.append("".join(line))
    free = [(r, c) for r in range(80) for c in range(100) if board[r][c] == "."]
    return [(board, rng.choice(free), "N", 50000), (board, rng.choice(free), "W", 40000), (board, rng.choice(free), "S", 36000)]
