"""Column statistics of survey answers given as rows of text cells."""
import random


def _to_number(cell):
    try:
        return int(str(cell).strip())
    except ValueError:
        return None


def transpose_survey(rows, names):
    stats = {}
    for c in range(len(names)):
        numbers = [_to_number(rows[r][c]) for r in range(len(rows)) if _to_number(rows[r][c]) is not None]
        blanks = len([r for r in range(len(rows)) if str(rows[r][c]).strip() == ""])
        bad = len([r for r in range(len(rows)) if _to_number(rows[r][c]) is None]) - blanks
        entry = {"n": len(numbers), "blank": blanks, "bad": bad}
        if len(numbers) > 0:
            entry["min"] = min(numbers)
            entry["max"] = max(numbers)
            entry["mean"] = sum(numbers) / len(numbers)
            entry["top"] = [n for n in numbers if n == max(entry["max"], 0)][:1]
        stats[names[c]] = entry
    return stats


def workload():
    rnd = random.Random(48)

    def mk(n, c):
        return [[rnd.choice(["1", "2 ", " 3", "4", "5", "5", "10", "", " ", "n/a", 4]) for _ in range(c)] for _ in range(n)], [f"q{i}" for i in range(c)]

    return [([], ["q"]), ([["1", "x"], ["", "-4"]], ["a", "b"]), mk(50, 4), mk(3000, 10)]
