"""Count mirror (palindromic) segments of a LED strip, the longest one, and how many start per pixel."""
import random


def _is_mirror(seg):
    return seg == seg[::-1]


def mirror_segments(strip):
    if strip is None:
        return 0, "", []
    total = 0
    longest = ""
    starts = [0] * len(strip)
    for a in range(len(strip)):
        for b in range(a + 1, len(strip) + 1):
            seg = strip[a:b]
            if _is_mirror(seg):
                total += 1
                starts[a] += 1
                if len(seg) > len(longest):
                    longest = seg
    return total, longest, starts


def workload():
    rnd = random.Random(38)

    def mk(n):
        s = "".join(rnd.choice("RRGB") for _ in range(n // 2))
        return s + s[::-1][:n // 4] + "".join(rnd.choice("RG") for _ in range(n // 4))

    return [(None,), ("RRGRR",), (mk(60),), (mk(600),)]
