from collections import deque


def channel_trades(bars, entry, leave, max_loss):
    if entry < 1 or leave < 1:
        raise ValueError("channels need at least one bar")
    trades = []
    profit = 0
    best = 0
    bought = None
    highs, lows = deque(), deque()  # (value, bar): falling highs, rising lows
    for i, (high, low, close) in enumerate(bars):
        if i >= entry:
            if highs[0][1] < i - entry:
                highs.popleft()
            if lows[0][1] < i - leave:
                lows.popleft()
            if bought is None:
                if close > highs[0][0]:
                    bought = (i, close)
            elif close < lows[0][0]:
                trades.append((bought[0], i, close - bought[1]))
                profit += close - bought[1]
                bought = None
                best = max(best, profit)
                if best - profit > max_loss:
                    return trades, profit, i
        elif lows and lows[0][1] < i - leave:
            lows.popleft()
        while highs and highs[-1][0] <= high:
            highs.pop()
        highs.append((high, i))
        while lows and lows[-1][0] >= low:
            lows.pop()
        lows.append((low, i))
    if bought is not None and bars:
        trades.append((bought[0], None, bars[-1][2] - bought[1]))
        profit += bars[-1][2] - bought[1]
    return trades, profit, None
