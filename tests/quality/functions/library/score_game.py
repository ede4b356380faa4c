import random

LETTERS = "ABCDEFGHJKLMNOPQRST"


class Board:
    """A position of Go: a map of the points with stones."""

    def __init__(self, size, stones=None):
        self.size = size
        self.stones = dict(stones or {})

    def points(self):
        return [(row, column) for row in range(self.size) for column in range(self.size)]

    def neighbours(self, point):
        row, column = point
        around = [(row - 1, column), (row, column - 1), (row, column + 1), (row + 1, column)]
        return [(r, c) for r, c in around if 0 <= r < self.size and 0 <= c < self.size]

    def area(self, point):
        """The connected points of the same kind, and the points of another kind beside them."""
        kind = self.stones.get(point)
        inside = [point]
        border = []
        for p in inside:
            for q in self.neighbours(p):
                if self.stones.get(q) == kind:
                    if q not in inside:
                        inside.append(q)
                elif q not in border:
                    border.append(q)
        return inside, border

    def liberties(self, point):
        return sum(q not in self.stones for q in self.area(point)[1])

    def play(self, colour, point):
        """Put a stone and return the number of stones it captures."""
        if point in self.stones:
            raise ValueError("taken")
        self.stones[point] = colour
        captured = 0
        for q in self.neighbours(point):
            if self.stones.get(q, colour) != colour and not self.liberties(q):
                for p in self.area(q)[0]:
                    del self.stones[p]
                    captured += 1
        if not self.liberties(point):
            raise ValueError("suicide")
        return captured


def _point(name, size):
    column = LETTERS.find(name[:1])
    if not 0 <= column < size or not name[1:].isdigit() or not 1 <= int(name[1:]) <= size:
        raise ValueError("no such point: %r" % name)
    return int(name[1:]) - 1, column


def _name(point):
    return LETTERS[point[1]] + str(point[0] + 1)


def _after(history, colour, point):
    """The board after a move that does not repeat a position, and the stones it captures."""
    board = Board(history[-1].size, history[-1].stones)
    captured = board.play(colour, point)
    if any(board.stones == old.stones for old in history):
        raise ValueError("repeats a position")
    return board, captured


def _is_legal(history, colour, point):
    try:
        _after(history, colour, point)
    except ValueError:
        return False
    return True


def score_game(moves, size=9, komi=6.5):
    """Replay a game of Go, moves as "C4" or "pass" with Black first, and count it by area.

    Returns a dict: `score` as (black, white), `captures` by colour, `legal` moves of the player to move, `territories`
    as (owner or "-", points, first point).
    """
    if not 2 <= size <= 19:
        raise ValueError("no board of %d lines" % size)
    history = [Board(size)]
    captures = {"B": 0, "W": 0}
    for number, move in enumerate(moves):
        colour = "BW"[number % 2]
        if move == "pass":
            continue
        try:
            board, captured = _after(history, colour, _point(move, size))
        except ValueError as error:
            raise ValueError("move %d, %s: %s" % (number + 1, move, error)) from None
        captures[colour] += captured
        history.append(board)
    board = history[-1]
    score = {"B": 0, "W": komi}
    territories = []
    for point in board.points():
        inside, border = board.area(point)
        if point in board.stones:
            score[board.stones[point]] += 1
            continue
        owners = {board.stones[q] for q in border}
        owner = owners.pop() if len(owners) == 1 else "-"
        if owner != "-":
            score[owner] += 1
        if point == min(inside):
            territories.append((owner, len(inside), _name(point)))
    legal = [_name(point) for point in board.points() if _is_legal(history, "BW"[len(moves) % 2], point)]
    return {"score": (score["B"], score["W"]), "captures": captures, "legal": legal, "territories": territories}


def _random_game(rnd, size, length):
    history = [Board(size)]
    moves = []
    while len(moves) < length:
        try:
            point = rnd.choice(history[-1].points())
            history.append(_after(history, "BW"[len(moves) % 2], point)[0])
            moves.append(_name(point))
        except ValueError:
            moves += ["pass"] * (rnd.random() < .02)
    return moves


def workload():
    rnd = random.Random(361)
    return [(_random_game(rnd, 19, 375), 19), (_random_game(rnd, 13, 200), 13, 7.5), (_random_game(rnd, 9, 50),)]
