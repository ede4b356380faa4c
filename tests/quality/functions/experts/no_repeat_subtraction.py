def no_repeat_subtraction(stones, takes):
    takes = tuple(takes)
    if stones < 1:
        return []
    moves = sorted(set(takes))
    # for each heap: None = no good move, 0 = at least two, t = the only good move
    only = [None] * (stones + 1)
    for n in range(1, stones + 1):
        good = None
        for t in moves:
            if t > n:
                break
            reply = only[n - t]
            if reply is None or reply == t:
                if good is None:
                    good = t
                else:
                    good = 0
                    break
        only[n] = good
    winning = []
    for t in takes:
        if t <= stones:
            reply = only[stones - t]
            if reply is None or reply == t:
                winning.append(t)
    return winning
