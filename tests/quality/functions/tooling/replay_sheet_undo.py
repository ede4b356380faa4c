import copy
import random


class SheetError(ValueError):
    pass


class Sheet:
    def __init__(self, limit):
        self.cells = {}
        self.undo_stack = []
        self.redo_stack = []
        self.limit = limit

    def remember(self):
        self.undo_stack.append(copy.deepcopy(self.cells))
        if len(self.undo_stack) > self.limit:
            del self.undo_stack[0]
        self.redo_stack.clear()

    def undo(self):
        if not self.undo_stack:
            return False
        self.redo_stack.append(copy.deepcopy(self.cells))
        self.cells = self.undo_stack.pop()
        return True

    def redo(self):
        if not self.redo_stack:
            return False
        self.undo_stack.append(copy.deepcopy(self.cells))
        self.cells = self.redo_stack.pop()
        return True


def replay_sheet_undo(commands, limit=50):
    """Replay an edit session (set, style, clear, undo, redo) of a sheet.

    Returns (cells sorted by row and column, (undo depth, redo depth),
    positions of the commands that had no effect)."""
    sheet = Sheet(limit)
    ignored = []
    for number, command in enumerate(commands):
        name, *args = command
        if name == "set":
            row, column, value = args
            sheet.remember()
            old = sheet.cells.get((row, column))
            sheet.cells[row, column] = [value, old[1] if old else "plain"]
        elif name == "style":
            row, column, style = args
            if (row, column) not in sheet.cells:
                ignored.append(number)
                continue
            sheet.remember()
            sheet.cells[row, column][1] = style
        elif name == "clear":
            row = args[0]
            doomed = [key for key in sheet.cells if key[0] == row]
            if not doomed:
                ignored.append(number)
                continue
            sheet.remember()
            for key in doomed:
                del sheet.cells[key]
        elif name in ("undo", "redo"):
            if not getattr(sheet, name)():
                ignored.append(number)
        else:
            raise SheetError(f"command {number}: unknown {name!r}")
    cells = [(row, column, value, style) for (row, column), (value, style) in sorted(sheet.cells.items())]
    return cells, (len(sheet.undo_stack), len(sheet.redo_stack)), ignored


def workload():
    rng = random.Random(55)
    commands = []
    for n in range(1300):
        pick = rng.random()
        row, column = rng.randrange(6), rng.randrange(6)
        if pick < 0.65:
            commands.append(("set", row, column, rng.randrange(1000)))
        elif pick < 0.78:
            commands.append(("style", row, column, rng.choice(["bold", "italic", "plain"])))
        elif pick < 0.8:
            commands.append(("clear", row))
        elif pick < 0.93:
            commands.append(("undo",))
        else:
            commands.append(("redo",))
    return [(commands, 60)]
