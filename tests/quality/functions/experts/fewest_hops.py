def fewest_hops(board: list) -> int:
    """Fewest hops to get from the first cell to the last (or past it), -1 if impossible.

    board[i] is the longest hop allowed from i; a negative entry is a hole you must not land on.
    """
    if not board:
        raise ValueError("board is empty")
    goal = len(board) - 1
    hops = 0
    first, last = 0, 0          # cells first reached with this many hops (holes excepted)
    while last < goal:
        reach = last
        for cell in range(first, last + 1):
            if board[cell] >= 0 and cell + board[cell] > reach:
                reach = cell + board[cell]
        if reach == last:
            return -1
        first, last = last + 1, reach
        hops += 1
    return hops
