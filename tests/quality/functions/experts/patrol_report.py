TURNS = {"N": "E", "E": "S", "S": "W", "W": "N"}
MOVES = {"N": (-1, 0), "E": (0, 1), "S": (1, 0), "W": (0, -1)}


def busiest(visits):
    return sorted(visits.items(), key=lambda pair: (-pair[1], pair[0]))[:5]


def patrol_report(board, start, heading, steps):
    if not board or heading not in MOVES:
        raise ValueError("no board or a bad heading")
    height, width = len(board), len(board[0])
    row, column = start
    if not (0 <= row < height and 0 <= column < width) or board[row][column] == "#":
        raise ValueError(f"cannot start at {start}")
    visits = {start: 1}
    turns = 0
    walked = 0
    seen = {}
    trail = []  # cell entered at each step, None for a turn
    while walked < steps:
        state = (row, column, heading)
        first = seen.setdefault(state, walked)
        if first != walked:
            # The same position and heading as before: go round as often as
            # possible at once, then walk what is left.
            loop = trail[first:]
            rounds, left = divmod(steps - walked, len(loop))
            for cell in loop:
                if cell is None:
                    turns += rounds
                else:
                    visits[cell] += rounds
            for cell in loop[:left]:
                if cell is None:
                    turns += 1
                    heading = TURNS[heading]
                else:
                    visits[cell] += 1
                    row, column = cell
            walked = steps
            break
        d_row, d_column = MOVES[heading]
        next_row, next_column = row + d_row, column + d_column
        walked += 1
        if not (0 <= next_row < height and 0 <= next_column < width):
            return None, heading, turns, len(visits), busiest(visits), walked
        if board[next_row][next_column] == "#":
            heading = TURNS[heading]
            turns += 1
            trail.append(None)
            continue
        row, column = next_row, next_column
        cell = (row, column)
        visits[cell] = visits.get(cell, 0) + 1
        trail.append(cell)
    return (row, column), heading, turns, len(visits), busiest(visits), walked
