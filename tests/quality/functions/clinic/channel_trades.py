import random


def channel_trades(bars, entry, leave, max_loss):
    """Backtest a channel breakout: buy above the old highs, sell below the old lows.

    bars: (high, low, close) in ticks. The test stops for good when the account is more
    than max_loss under its best. Returns (trades (in, out, ticks), profit, bar it stopped at).
    """
    if entry < 1 or leave < 1:
        raise ValueError("channels need at least one bar")
    trades = []
    profit = 0
    best = 0
    bought = None
    for i in range(entry, len(bars)):
        close = bars[i][2]
        if bought is None:
            ceiling = max(bar[0] for bar in bars[i - entry:i])
            if close > ceiling:
                bought = (i, close)
        else:
            floor = min(bar[1] for bar in bars[max(0, i - leave):i])
            if close < floor:
                trades.append((bought[0], i, close - bought[1]))
                profit += close - bought[1]
                bought = None
                best = max(best, profit)
                if best - profit > max_loss:
                    return trades, profit, i
    if bought is not None and bars:
        # mark the open position at the last close
        trades.append((bought[0], None, bars[-1][2] - bought[1]))
        profit += bars[-1][2] - bought[1]
    return trades, profit, None


def _case(seed, n, entry, leave, max_loss):
    rnd = random.Random(seed)
    bars = []
    price = 5000
    for _ in range(n):
        price += rnd.randint(-9, 9)
        bars.append((price + rnd.randint(0, 8), price - rnd.randint(0, 8), price + rnd.randint(-4, 4)))
    return bars, entry, leave, max_loss


def workload():
    return [_case(1, 5000, 300, 200, 100000), _case(2, 3000, 150, 400, 90000), _case(3, 40, 3, 2, 12), ([], 5, 5, 1)]
