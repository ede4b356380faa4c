MAX_PAGES = 500


def paginate_manual(blocks, page_lines):
    if page_lines < 1:
        raise ValueError("page_lines")
    for title, lines, _ in blocks:
        if lines > page_lines:
            raise ValueError("block %s does not fit a page" % title)
    n = len(blocks)
    cost_from = [None] * n + [0]
    cut_at = [n] * (n + 1)
    sizes = [b[1] for b in blocks]
    keeps = [b[2] for b in blocks]
    for i in range(n - 1, -1, -1):
        top = None
        used = 0
        for j in range(i, n):
            used += sizes[j]
            if used > page_lines:
                break
            if j + 1 == n:
                cost = 0
            elif keeps[j] or cost_from[j + 1] is None:
                continue
            else:
                cost = (page_lines - used) ** 2 + cost_from[j + 1]
            if top is None or cost < top:
                top = cost
                cut_at[i] = j + 1
        cost_from[i] = top
    if cost_from[0] is None:
        raise ValueError("headings cannot be kept with their text")
    pages = []
    i = 0
    while i < n:
        j = cut_at[i]
        pages.append("p%d: %s" % (len(pages) + 1, " ".join([b[0] for b in blocks[i:j]])))
        i = j
    if len(pages) > MAX_PAGES:
        raise ValueError("too long")
    return pages, cost_from[0]
