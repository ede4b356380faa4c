import copy
import random


def edit_sheet(commands):
    """A spreadsheet with undo. Returns (answers to the sums, cells in order, undos left).

    ("set", row, col, number), ("clear", row), ("swap", row, row), ("undo", n), ("redo",),
    ("sum", col)
    """
    sheet = {}
    past = []
    future = []
    answers = []

    def checkpoint():
        past.append(copy.deepcopy(sheet))
        future.clear()

    for command in commands:
        name = command[0]
        if name == "set":
            checkpoint()
            _, row, col, number = command
            sheet[(row, col)] = number
        elif name == "clear":
            if not [key for key in sheet if key[0] == command[1]]:
                continue
            checkpoint()
            sheet = {key: v for key, v in sheet.items() if key[0] != command[1]}
        elif name == "swap":
            checkpoint()
            a, b = command[1], command[2]
            moved = {}
            for (row, col), v in sheet.items():
                row = b if row == a else a if row == b else row
                moved[(row, col)] = v
            sheet = moved
        elif name == "undo":
            for _ in range(command[1]):
                if past:
                    future.append(copy.deepcopy(sheet))
                    sheet = past.pop()
        elif name == "redo":
            if future:
                past.append(copy.deepcopy(sheet))
                sheet = future.pop()
        elif name == "sum":
            column = [v for (row, col), v in sheet.items() if col == command[1]]
            answers.append((sum(column), len(column)))
        else:
            raise ValueError("unknown command " + name)
    return answers, sorted(sheet.items()), len(past)


def workload():
    rnd = random.Random(30)
    commands = []
    for i in range(480):
        r = rnd.random()
        if r < 0.7:
            commands.append(("set", rnd.randrange(40), rnd.randrange(8), rnd.randint(-50, 90)))
        elif r < 0.73:
            commands.append(("clear", rnd.randrange(45)))
        elif r < 0.77:
            commands.append(("swap", rnd.randrange(40), rnd.randrange(40)))
        elif r < 0.82:
            commands.append(("undo", rnd.randint(1, 4)))
        elif r < 0.88:
            commands.append(("redo",))
        else:
            commands.append(("sum", rnd.randrange(9)))
    return [(commands,)]
