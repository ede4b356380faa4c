def mirror_segments(strip):
    if not strip:
        return 0, "", []
    n = len(strip)
    total = 0
    diff = [0] * (n + 1)
    best_len = 0
    best_at = 0
    for even in (0, 1):
        radius = [0] * n
        left, right = 0, -1
        for i in range(n):
            k = (1 - even) if i > right else min(radius[left + right - i + even], right - i + 1)
            while i + k < n and i - k - even >= 0 and strip[i + k] == strip[i - k - even]:
                k += 1
            radius[i] = k
            if i + k - 1 > right:
                left, right = i - k + 1 - even, i + k - 1
            if k:
                total += k
                # segments start at i-even-k+1 .. i-even
                lo = i - even - k + 1
                diff[lo] += 1
                diff[i - even + 1] -= 1
                length = 2 * k - 1 + even
                if length > best_len or (length == best_len and lo < best_at):
                    best_len = length
                    best_at = lo
    starts = []
    run = 0
    for d in diff[:n]:
        run += d
        starts.append(run)
    return total, strip[best_at:best_at + best_len], starts
