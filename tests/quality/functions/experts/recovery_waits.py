def recovery_waits(prices):
    waits = [None] * len(prices)
    stack = []
    for day, price in enumerate(prices):
        while stack and prices[stack[-1]] <= price:
            top = stack.pop()
            waits[top] = day - top
        stack.append(day)
    worst = 0
    longest = 0
    for day, wait in enumerate(waits, 1):
        if wait is not None and wait > longest:
            longest = wait
            worst = day
    return waits, worst, len(stack)
