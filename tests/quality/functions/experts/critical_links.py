def critical_links(count, links):
    """The links (in the given order) whose failure would cut a network of `count` machines apart."""
    near = [[] for _ in range(max(count, 0))]
    for index, (a, b) in enumerate(links):
        if not (0 <= a < count and 0 <= b < count):
            raise ValueError("unknown machine in %r" % ((a, b),))
        near[a].append((b, index))
        near[b].append((a, index))

    entered = [-1] * len(near)
    lowest = [0] * len(near)
    fragile = [False] * len(links)
    clock = 0
    for source in range(count):
        if entered[source] >= 0:
            continue
        entered[source] = lowest[source] = clock
        clock += 1
        stack = [(source, -1, iter(near[source]))]
        while stack:
            node, came_by, options = stack[-1]
            for other, index in options:
                if index == came_by:
                    continue
                if entered[other] < 0:
                    entered[other] = lowest[other] = clock
                    clock += 1
                    stack.append((other, index, iter(near[other])))
                    break
                if entered[other] < lowest[node]:
                    lowest[node] = entered[other]
            else:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    if lowest[node] < lowest[above]:
                        lowest[above] = lowest[node]
                    if lowest[node] > entered[above]:
                        fragile[came_by] = True
    return [tuple(link) for link, cut in zip(links, fragile) if cut]
