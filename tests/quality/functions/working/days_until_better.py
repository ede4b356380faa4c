"""For each stock day how many days until a higher close, with the gain, and the never-beaten days."""
import random


def days_until_better(closes):
    waits = []
    never = []
    total_wait = 0
    for i in range(len(closes)):
        found = False
        j = i + 1
        while j < len(closes):
            if closes[j][1] > closes[i][1]:
                found = True
                break
            j += 1
        if found:
            waits.append((closes[i][0], j - i, closes[j][1] - closes[i][1]))
            total_wait += j - i
        else:
            waits.append((closes[i][0], None, 0))
            never.append(closes[i][0])
    mean = total_wait / (len(closes) - len(never)) if len(closes) > len(never) else None
    return {"waits": waits, "never": never, "mean": mean}


def workload():
    rnd = random.Random(36)

    def mk(n):
        v = 5000
        rows = []
        for i in range(n):
            v = max(1, v + rnd.randint(-12, 9))
            rows.append((i, v))
        return rows

    return [([],), ([(0, 3), (1, 3), (2, 1), (3, 4)],), (mk(150),), (mk(2500),)]
