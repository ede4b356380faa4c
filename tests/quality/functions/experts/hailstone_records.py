def hailstone_records(bound):
    records = []
    best = -1
    histogram = {}
    length = [0] * max(bound, 2)
    tops = [1] * max(bound, 2)
    for start in range(1, bound):
        n = start
        peak = start
        steps = 0
        while n >= start and n != 1:
            if n & 1:
                n = 3 * n + 1
                if n > peak:
                    peak = n
            else:
                n >>= 1
            steps += 1
        steps += length[n]
        if tops[n] > peak:
            peak = tops[n]
        length[start] = steps
        tops[start] = peak
        bucket = steps // 10 * 10
        histogram[bucket] = histogram.get(bucket, 0) + 1
        if steps > best:
            best = steps
            records.append({"start": start, "steps": steps, "peak": peak})
    return records, {k: histogram[k] for k in sorted(histogram)}
