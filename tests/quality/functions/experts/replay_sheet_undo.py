class SheetError(ValueError):
    pass


def replay_sheet_undo(commands, limit=50):
    # Each edit is kept as {cell: (before, after)} with immutable contents.
    cells = {}
    undo_stack, redo_stack = [], []
    ignored = []

    def apply_edit(change):
        for key, (_, after) in change.items():
            if after is None:
                cells.pop(key, None)
            else:
                cells[key] = after
        undo_stack.append(change)
        if len(undo_stack) > limit:
            del undo_stack[0]
        redo_stack.clear()

    for number, command in enumerate(commands):
        name, *args = command
        if name == "set":
            row, column, value = args
            old = cells.get((row, column))
            apply_edit({(row, column): (old, (value, old[1] if old else "plain"))})
        elif name == "style":
            row, column, style = args
            old = cells.get((row, column))
            if old is None:
                ignored.append(number)
                continue
            apply_edit({(row, column): (old, (old[0], style))})
        elif name == "clear":
            row = args[0]
            change = {key: (content, None) for key, content in cells.items() if key[0] == row}
            if not change:
                ignored.append(number)
                continue
            apply_edit(change)
        elif name == "undo":
            if not undo_stack:
                ignored.append(number)
                continue
            change = undo_stack.pop()
            redo_stack.append(change)
            for key, (before, _) in change.items():
                if before is None:
                    cells.pop(key, None)
                else:
                    cells[key] = before
        elif name == "redo":
            if not redo_stack:
                ignored.append(number)
                continue
            change = redo_stack.pop()
            undo_stack.append(change)
            for key, (_, after) in change.items():
                if after is None:
                    cells.pop(key, None)
                else:
                    cells[key] = after
        else:
            raise SheetError(f"command {number}: unknown {name!r}")
    listing = [(row, column, value, style) for (row, column), (value, style) in sorted(cells.items())]
    return listing, (len(undo_stack), len(redo_stack)), ignored
