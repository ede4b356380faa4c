from bisect import bisect_left, insort


def ladder_updates(results, start_points=1000, floor=0, watch=None):
    ladder = []          # sorted keys (-points, -wins, name)
    keys = {}
    moves = []
    if watch is not None:
        watch = frozenset(watch)
    for winner, loser, stake in results:
        if winner == loser:
            raise ValueError("%s played alone" % winner)
        wk = keys.get(winner)
        if wk is None:
            wk = (-start_points, 0, winner)
            insort(ladder, wk)
        lk = keys.get(loser)
        if lk is None:
            lk = (-start_points, 0, loser)
            insort(ladder, lk)
        wi = bisect_left(ladder, wk)
        li = bisect_left(ladder, lk)
        stake = min(stake, -lk[0] - floor)
        nwk = keys[winner] = (wk[0] - stake, wk[1] - 1, winner)
        nlk = keys[loser] = (lk[0] + stake, lk[1], loser)
        if wi > li:
            del ladder[wi], ladder[li]
        else:
            del ladder[li], ladder[wi]
        insort(ladder, nwk)
        insort(ladder, nlk)
        if watch is None or winner in watch:
            b = bisect_left(ladder, nwk)
            if b != wi:
                moves.append((winner, wi + 1, b + 1, -nwk[0]))
        if watch is None or loser in watch:
            b = bisect_left(ladder, nlk)
            if b != li:
                moves.append((loser, li + 1, b + 1, -nlk[0]))
    return moves, ["%3d. %-8s %d/%d" % (i, n, -p, -w) for i, (p, w, n) in enumerate(ladder, 1)]
