def skyline_views(heights):
    """For each tower: how many towers to its right it sees (all towers between
    are lower than both); also the total and the first tower that sees most."""
    seen = []
    stack = []
    for h in reversed(heights):
        count = 0
        while stack and stack[-1] < h:
            stack.pop()
            count += 1
        if stack:
            count += 1
            if stack[-1] == h:
                stack.pop()
        stack.append(h)
        seen.append(count)
    seen.reverse()
    best = seen.index(max(seen)) if seen else -1
    return seen, sum(seen), best
