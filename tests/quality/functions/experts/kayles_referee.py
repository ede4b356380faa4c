"""Referee for Kayles: knock down one pin or two neighbouring ones."""


def kayles_referee(boards):
    """Rows are independent games, so the XOR of their Grundy values decides."""
    grundy = [0]
    verdicts = []
    for number, board in enumerate(boards, 1):
        if set(board) - {"|", "."}:
            raise ValueError("board %d: odd characters in %r" % (number, board))
        rows = tuple(sorted([len(part) for part in board.split(".") if part]))
        while rows and len(grundy) <= rows[-1]:
            n = len(grundy)
            seen = {grundy[a] ^ grundy[n - hit - a]
                    for hit in (1, 2) for a in range((n - hit) // 2 + 1) if n >= hit}
            value = 0
            while value in seen:
                value += 1
            grundy.append(value)
        balance = 0
        for row in rows:
            balance ^= grundy[row]
        good = set()
        if balance:
            previous = None
            for i, row in enumerate(rows):
                if row == previous:
                    continue
                previous = row
                others = rows[:i] + rows[i + 1:]
                target = balance ^ grundy[row]
                for hit in (1, 2):
                    rest = row - hit
                    for left in range(rest // 2 + 1) if rest >= 0 else ():
                        right = rest - left
                        if grundy[left] ^ grundy[right] == target:
                            pieces = tuple([size for size in (left, right) if size])
                            good.add(tuple(sorted(others + pieces)))
        good = sorted(good)
        verdicts.append({
            "board": number,
            "rows": rows,
            "winner": "first" if good else "second",
            "winning_moves": good,
        })
    return verdicts
