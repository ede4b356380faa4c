def fewest_hops(board: list) -> int:
    """Fewest hops to get from the first cell to the last (or past it), -1 if impossible.

    board[i] is the longest hop allowed from i; a negative entry is a hole you must not land on.
    """
    if not board:
        raise ValueError("board is empty")
    goal = len(board) - 1

    def explore(cell):
        if cell >= goal:
            return 0
        if board[cell] < 0:
            return None
        found = [explore(cell + hop) for hop in range(1, board[cell] + 1)]
        found = [f for f in found if f is not None]
        if found:
            return 1 + min(found)
        return None

    outcome = explore(0)
    return -1 if outcome is None else outcome


def workload():
    return [
        ([3, 2, 4, 1, 3, 2, 2, 5, 1, 2, 3, 2, 2, 1, 3, 2, 1, 2, 1, 0],),
        ([2, 3, -1, 3, 4, 2, -1, 3, 2, 5, 3, 1, 2, -1, 4, 2, 2, 3, 1, 1, 2],),
        ([3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 1, 0, 0, 4],),
        ([2] * 20,),
        ([5, 4, 3, 2, 1, 0, 0, 3, 1],),
    ]
