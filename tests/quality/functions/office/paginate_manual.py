import random

MAX_PAGES = 500


def paginate_manual(blocks, page_lines):
    """Choose page breaks of a printed manual so that the pages look evenly filled.

    blocks: (title, lines, keep_with_next). The raggedness of a page is the square of its
    empty lines; the last page is free. Returns (pages as lists of titles, raggedness).
    """
    if page_lines < 1:
        raise ValueError("page_lines")
    for title, lines, _ in blocks:
        if lines > page_lines:
            raise ValueError("block %s does not fit a page" % title)

    def best(rest):
        if not rest:
            return 0, []
        top = None
        for cut in range(1, len(rest) + 1):
            page = rest[:cut]
            used = sum(lines for _, lines, _ in page)
            if used > page_lines:
                break
            if page[-1][2] and cut < len(rest):
                continue   # heading must not end a page
            cost = 0 if cut == len(rest) else (page_lines - used) ** 2
            tail = best(rest[cut:])
            if tail is None:
                continue
            if top is None or cost + tail[0] < top[0]:
                top = (cost + tail[0], [[t for t, _, _ in page]] + tail[1])
        return top

    found = best(list(blocks))
    if found is None:
        raise ValueError("headings cannot be kept with their text")
    cost, pages = found
    if len(pages) > MAX_PAGES:
        raise ValueError("too long")
    return ["p%d: %s" % (i, " ".join(p)) for i, p in enumerate(pages, 1)], cost


def _blocks(seed, n, biggest):
    rnd = random.Random(seed)
    return [("%s%d" % (rnd.choice("stf"), i), rnd.randint(2, biggest), rnd.random() < 0.2) for i in range(n)]


def workload():
    return [(_blocks(1, 23, 14), 40), (_blocks(2, 25, 20), 36), (_blocks(6, 5, 9), 12),
            ([("h", 5, True), ("h2", 8, True), ("x", 9, False)], 12), ([], 3)]
