def days_until_better(closes):
    n = len(closes)
    nxt = [0] * n
    stack = []
    for i, (_, value) in enumerate(closes):
        while stack and closes[stack[-1]][1] < value:
            nxt[stack.pop()] = i
        stack.append(i)
    waits = []
    never = []
    total_wait = 0
    for i, (day, value) in enumerate(closes):
        j = nxt[i]
        if j:
            waits.append((day, j - i, closes[j][1] - value))
            total_wait += j - i
        else:
            waits.append((day, None, 0))
            never.append(day)
    mean = total_wait / (n - len(never)) if n > len(never) else None
    return {"waits": waits, "never": never, "mean": mean}
