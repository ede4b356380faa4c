def distance(left, right):
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        diagonal = row[0]
        row[0] = i
        for j, b in enumerate(right, 1):
            kept = row[j]
            row[j] = diagonal if a == b else 1 + min(diagonal, kept, row[j - 1])
            diagonal = kept
    return row[-1]


def spelling_suggestions(typed, commands, most=3):
    typed = typed.lower()
    measured = []
    for command in commands:
        lowered = command.lower()
        if abs(len(lowered) - len(typed)) <= 3:
            far = distance(typed, lowered)
            if far <= 3:
                measured.append((far, command))
    measured.sort()
    return [command for _, command in measured[:most]]
