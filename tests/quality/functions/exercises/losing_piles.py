def losing_piles(limit: int, moves, last_loses: bool = False) -> list:
    """Pile sizes 0..limit at which whoever must move loses against perfect play.

    A move takes one of the amounts in `moves`; whoever cannot move loses
    (or wins, if last_loses is set).
    """
    for amount in moves:
        if amount < 1:
            raise ValueError("a move must take something")

    def mover_wins(pile):
        options = [pile - amount for amount in moves if amount <= pile]
        if not options:
            return last_loses
        return any(not mover_wins(rest) for rest in options)

    return [pile for pile in range(limit + 1) if not mover_wins(pile)]


def workload():
    return [(20, [1, 3, 4]), (22, (2, 3, 7), True), (16, [1, 2, 3]), (26, [2, 5, 6])]
