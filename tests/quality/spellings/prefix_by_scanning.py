import random
from dataclasses import dataclass


# a. text: suggestions while typing
def autocomplete(words, typed, at_most=5):
    answers = []
    without = 0
    for beginning in typed:
        beginning = beginning.lower()
        found = []
        for word in words:
            if word[:len(beginning)] == beginning:
                found.append(word)
        if not found:
            without += 1
            answers.append((beginning, []))
            continue
        found.sort()
        answers.append((beginning, found[:at_most]))
    return answers, without


# b. files: size of every folder
def _below(path: str, folder: str) -> bool:
    return path.startswith(folder + "/")


def _folder_size(files: list, folder: str) -> int:
    size = 0
    for path, nbytes in files:
        if _below(path, folder):
            size += nbytes
    return size


def folder_sizes(files: list, folders: list) -> dict:
    sizes = {}
    for folder in folders:
        folder = folder.rstrip("/")
        if folder in sizes:
            continue
        sizes[folder] = _folder_size(files, folder)
    return {f: n for f, n in sizes.items() if n}


# c. telephone: calls by dialling code
@dataclass
class Call:
    number: str
    minutes: int

    def goes_to(self, code):
        return self.number.startswith(code)


class CallBook:
    def __init__(self, rows):
        self.calls = [Call(number.replace(" ", ""), minutes) for number, minutes in rows]

    def to(self, code):
        return [call for call in self.calls if call.goes_to(code)]


def minutes_by_code(rows, codes):
    book = CallBook(rows)
    lines = []
    for code in sorted(codes):
        calls = book.to(code)
        longest = max((c.minutes for c in calls), default=0)
        lines.append("%s: %d calls, %d min, longest %d" % (code, len(calls), sum(c.minutes for c in calls), longest))
    return "\n".join(lines)


# d. biology: reads that begin with a primer
def primer_hits(reads, primers):
    reads = [r.upper() for r in reads]

    def hits(primer):
        return sum(map(lambda read: read.startswith(primer), reads))

    counts = {p: hits(p) for p in primers}
    best = max(counts, key=lambda p: (counts[p], p), default=None)
    return best, [p for p in primers if counts[p] == 0], sum(counts.values())


def _word(rnd, letters, low, high):
    return "".join(rnd.choice(letters) for _ in range(rnd.randrange(low, high)))


def small_words():
    words = ["tree", "trek", "try", "apple", "trek", "app"]
    return [(words, ["tr", "APP", "x", "trek"], 2), ([], ["a"]), (words, []), (words, ["", "tr"], 4)]


def large_words():
    rnd = random.Random(7)
    return ([_word(rnd, "abcdefghij", 4, 10) for _ in range(2500)], [_word(rnd, "abcdefghij", 2, 5) for _ in range(1500)])


def small_files():
    files = [("a/b/x", 5), ("a/b/y", 6), ("a/bc", 9), ("d/e", 2)]
    return [(files, ["a", "a/b", "a/", "d", "z"]), ([], ["a"]), (files, []), (files, ["a/b", "a/bc"])]


def large_files():
    rnd = random.Random(7)
    folders = ["src/%s/%s" % (_word(rnd, "abc", 2, 5), _word(rnd, "xyz", 2, 5)) for _ in range(1300)]
    return ([(rnd.choice(folders) + "/f%d.txt" % i, rnd.randrange(5000)) for i in range(2200)], folders)


def small_calls():
    rows = [("0049 30 11", 5), ("0049 89 12", 7), ("0033 1 55", 2), ("0049 30 12", 5)]
    return [(rows, ["0049", "004930", "0033", "001"]), ([], ["0049"]), (rows, []), (rows, ["0033", "0033"])]


def large_calls():
    rnd = random.Random(7)
    rows = [("00%d %d" % (rnd.randrange(10, 99), rnd.randrange(10 ** 7)), rnd.randrange(1, 60)) for _ in range(3000)]
    return (rows, ["00%d" % rnd.randrange(100, 9999) for _ in range(1200)])


def small_reads():
    return [
        (["acgt", "ACCT", "ggta", "acgg"], ["AC", "ACG", "GG", "TT"]),
        ([], ["A"]),
        (["AC"], []),
        (["ac", "ac", "gt"], ["A", "G"]),
    ]


def large_reads():
    rnd = random.Random(7)
    return ([_word(rnd, "acgt", 30, 60) for _ in range(3000)], [_word(rnd, "ACGT", 4, 8) for _ in range(1300)])


CASES = {
    "autocomplete": (small_words, large_words),
    "folder_sizes": (small_files, large_files),
    "minutes_by_code": (small_calls, large_calls),
    "primer_hits": (small_reads, large_reads),
}
