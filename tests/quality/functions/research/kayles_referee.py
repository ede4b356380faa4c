"""Referee for Kayles: knock down one pin or two neighbouring ones."""


def moves(rows):
    """All positions reachable in one throw, each as a sorted tuple of rows."""
    found = set()
    for i, row in enumerate(rows):
        others = rows[:i] + rows[i + 1:]
        for hit in (1, 2):
            for left in range(row - hit + 1):
                right = row - hit - left
                pieces = [size for size in (left, right) if size]
                found.add(tuple(sorted(others + tuple(pieces))))
    return found


def kayles_referee(boards):
    """Judge each board (a string of pins ``|`` and gaps ``.``).

    For every board returns a dict with the rows of standing pins, who wins
    with best play (``'first'`` or ``'second'``), and the sorted positions
    the first player may move to in order to win.
    """
    known = {}

    def mover_wins(rows):
        if rows not in known:
            known[rows] = any(not mover_wins(nxt) for nxt in moves(rows))
        return known[rows]

    verdicts = []
    for number, board in enumerate(boards, 1):
        if set(board) - {"|", "."}:
            raise ValueError("board %d: odd characters in %r" % (number, board))
        rows = tuple(sorted(len(part) for part in board.split(".") if part))
        good = sorted(nxt for nxt in moves(rows) if not mover_wins(nxt))
        verdicts.append({
            "board": number,
            "rows": rows,
            "winner": "first" if good else "second",
            "winning_moves": good,
        })
    return verdicts


def workload():
    return [
        (["|||||||.||||", "||||||||||||.|||", "|||.||||.|||||.||", ".", "||.||",
          "|||||||||||.||||||||||", "|||||.||||||.|||||||"],),
        (["||||||||||||||||||||||", "|||||||||||.|||||||||||", "|||||||||.|||||||||||||", "|.||.|||.||||.|||||"],),
    ]
