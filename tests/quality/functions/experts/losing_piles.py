def losing_piles(limit: int, moves, last_loses: bool = False) -> list:
    """Pile sizes 0..limit at which whoever must move loses against perfect play.

    A move takes one of the amounts in `moves`; whoever cannot move loses
    (or wins, if last_loses is set).
    """
    for amount in moves:
        if amount < 1:
            raise ValueError("a move must take something")
    amounts = sorted(set(moves))
    wins = []
    for pile in range(limit + 1):
        if not amounts or amounts[0] > pile:
            wins.append(bool(last_loses))
            continue
        outcome = False
        for amount in amounts:
            if amount > pile:
                break
            if not wins[pile - amount]:
                outcome = True
                break
        wins.append(outcome)
    return [pile for pile, won in enumerate(wins) if not won]
