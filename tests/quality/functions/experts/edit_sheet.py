def edit_sheet(commands):
    rows = {}  # row -> {col: number}
    totals = {}
    counts = {}
    past = []  # each step is how to get back from it
    future = []
    answers = []

    def add(cells, sign):
        for col, v in cells.items():
            totals[col] = totals.get(col, 0) + sign * v
            counts[col] = counts.get(col, 0) + sign

    def apply(step):
        """Do a step; returns the opposite step."""
        kind = step[0]
        if kind == 0:  # a cell's value, or None and False for no cell
            _, row, col, present, number = step
            cells = rows.get(row)
            if cells is None:
                cells = rows[row] = {}
            if col in cells:
                old = cells[col]
                back = (0, row, col, True, old)
                totals[col] -= old
                counts[col] -= 1
            else:
                back = (0, row, col, False, None)
            if present:
                cells[col] = number
                totals[col] = totals.get(col, 0) + number
                counts[col] = counts.get(col, 0) + 1
            else:
                cells.pop(col, None)
            return back
        if kind == 1:  # a row's cells
            _, row, cells = step
            old = rows.get(row, {})
            add(old, -1)
            add(cells, 1)
            rows[row] = cells
            return (1, row, old)
        _, a, b = step
        ra = rows.pop(a, None)
        rb = rows.pop(b, None) if b != a else None
        if b == a:
            rb = ra
        if rb is not None:
            rows[a] = rb
        if ra is not None:
            rows[b] = ra
        return step

    for command in commands:
        name = command[0]
        if name == "set":
            past.append(apply((0, command[1], command[2], True, command[3])))
            future.clear()
        elif name == "clear":
            if rows.get(command[1]):
                past.append(apply((1, command[1], {})))
                future.clear()
        elif name == "swap":
            past.append(apply((2, command[1], command[2])))
            future.clear()
        elif name == "undo":
            for _ in range(min(command[1], len(past))):
                future.append(apply(past.pop()))
        elif name == "redo":
            if future:
                past.append(apply(future.pop()))
        elif name == "sum":
            answers.append((totals.get(command[1], 0), counts.get(command[1], 0)))
        else:
            raise ValueError("unknown command " + name)
    cells = sorted([((row, col), v) for row, line in rows.items() for col, v in line.items()])
    return answers, cells, len(past)
