LETTERS = "ABCDEFGHJKLMNOPQRST"


def score_game(moves, size=9, komi=6.5):
    if not 2 <= size <= 19:
        raise ValueError("no board of %d lines" % size)
    count = size * size
    around = []
    for p in range(count):
        row, column = divmod(p, size)
        near = []
        if row:
            near.append(p - size)
        if column:
            near.append(p - 1)
        if column < size - 1:
            near.append(p + 1)
        if row < size - 1:
            near.append(p + size)
        around.append(near)
    names = [LETTERS[p % size] + str(p // size + 1) for p in range(count)]
    stones = [0] * count                # 0 empty, 1 black, 2 white
    key = 0                             # the position as one number, two bits for each point
    seen = {0}

    def group(start, colour):
        """The stones of a group and its liberties."""
        inside = {start}
        todo = [start]
        free = set()
        while todo:
            for q in around[todo.pop()]:
                s = stones[q]
                if not s:
                    free.add(q)
                elif s == colour and q not in inside:
                    inside.add(q)
                    todo.append(q)
        return inside, free

    def try_move(colour, p):
        """Captured stones and the key after a move; ValueError when it is not allowed."""
        if stones[p]:
            raise ValueError("taken")
        near = around[p]
        other = 3 - colour
        dead = set()
        stones[p] = colour
        try:
            for q in near:
                if stones[q] == other and q not in dead:
                    inside, free = group(q, other)
                    if not free:
                        dead |= inside
            if not dead:
                for q in near:
                    if not stones[q]:
                        break
                else:
                    if not group(p, colour)[1]:
                        raise ValueError("suicide")
        finally:
            stones[p] = 0
        new = key | colour << 2 * p
        for q in dead:
            new ^= other << 2 * q
        if new in seen:
            raise ValueError("repeats a position")
        return dead, new

    captures = {"B": 0, "W": 0}
    for number, move in enumerate(moves):
        if move == "pass":
            continue
        colour = number % 2 + 1
        try:
            column = LETTERS.find(move[:1])
            if not 0 <= column < size or not move[1:].isdigit() or not 1 <= int(move[1:]) <= size:
                raise ValueError("no such point: %r" % move)
            p = (int(move[1:]) - 1) * size + column
            dead, key = try_move(colour, p)
        except ValueError as error:
            raise ValueError("move %d, %s: %s" % (number + 1, move, error)) from None
        stones[p] = colour
        for q in dead:
            stones[q] = 0
        captures["BW"[colour - 1]] += len(dead)
        seen.add(key)

    score = {"B": 0, "W": komi}
    territories = []
    done = [False] * count
    for p in range(count):
        if done[p]:
            continue
        kind = stones[p]
        if kind:
            inside = group(p, kind)[0]
            for q in inside:
                done[q] = True
            owner = "BW"[kind - 1]
        else:
            owners = set()
            done[p] = True
            inside = [p]
            for q in inside:
                for r in around[q]:
                    if stones[r]:
                        owners.add(stones[r])
                    elif not done[r]:
                        done[r] = True
                        inside.append(r)
            owner = "BW"[owners.pop() - 1] if len(owners) == 1 else "-"
            territories.append((owner, len(inside), names[p]))
        if owner != "-":
            for _ in inside:
                score[owner] += 1
    legal = []
    colour = len(moves) % 2 + 1
    for p in range(count):
        if not stones[p]:
            try:
                try_move(colour, p)
            except ValueError:
                continue
            legal.append(names[p])
    return {"score": (score["B"], score["W"]), "captures": captures, "legal": legal, "territories": territories}
