def busy_blocks(bookings, day_start, day_end):
    spans = []
    for _, start, end in bookings:
        if start < day_start:
            start = day_start
        if end > day_end:
            end = day_end
        if start < end:
            spans.append((start, end))
    spans.sort()
    blocks = []
    free = day_end - day_start
    if spans:
        lo, hi = spans[0]
        count = 0
        for start, end in spans:
            if start > hi:
                blocks.append((lo, hi, count))
                free -= hi - lo
                lo, hi, count = start, end, 1
            else:
                count += 1
                if end > hi:
                    hi = end
        blocks.append((lo, hi, count))
        free -= hi - lo
    return blocks, free
