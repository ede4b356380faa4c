def weighted_rewrite(source, target, add_cost, drop_cost, change_cost, swap_cost):
    """Lowest cost of turning source into target by adding, dropping or changing
    letters and swapping two neighbours; also the number of letters in the longest
    common subsequence."""
    above = [0] + [j * add_cost for j in range(1, len(target) + 1)]
    before = above
    shared = [0] * (len(target) + 1)
    previous = None
    for i, letter in enumerate(source, 1):
        left = i * drop_cost
        row = [left]
        corner = above[0]
        run = corner_run = 0
        last = None
        j = 0
        for other in target:
            j += 1
            up = above[j]
            up_run = shared[j]
            if letter == other:
                best = corner
                run = corner_run + 1
            else:
                best = corner + change_cost
                if up_run > run:
                    run = up_run
            corner = up
            corner_run = up_run
            shared[j] = run
            up += drop_cost
            if up < best:
                best = up
            left += add_cost
            if left < best:
                best = left
            if letter == last and other == previous:
                swapped = before[j - 2] + swap_cost
                if swapped < best:
                    best = swapped
            last = other
            row.append(best)
            left = best
        before, above = above, row
        previous = letter
    return above[-1], shared[-1]
