import random
from dataclasses import dataclass
from typing import List, NamedTuple


# a. billing: ledger with a plain method, loop and append
class Ledger:
    def __init__(self, currency="EUR"):
        self.currency = currency
        self.entries = []

    def post(self, account, amount, memo):
        self.entries.append((account, amount, memo))

    def entries_for(self, account):
        found = []
        for entry in self.entries:
            if entry[0] == account:
                found.append(entry)
        return found


def statements(bookings, accounts):
    ledger = Ledger()
    for account, amount, memo in bookings:
        if amount == 0:
            continue
        ledger.post(account, amount, memo)
    pages = []
    for account in accounts:
        mine = ledger.entries_for(account)
        total = sum(e[1] for e in mine)
        memos = "/".join(e[2] for e in mine)
        pages.append(f"{account}: {total} {ledger.currency} [{memos}]")
    return pages


# b. biology: dataclass records, comprehension in a method, called from a helper
@dataclass
class Exon:
    gene: str
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start + 1


@dataclass
class Annotation:
    exons: List[Exon]

    def exons_of(self, gene: str) -> List[Exon]:
        return [e for e in self.exons if e.gene == gene]


def gene_span(annotation: Annotation, gene: str):
    parts = annotation.exons_of(gene)
    if not parts:
        return None
    return (min(p.start for p in parts), max(p.end for p in parts), sum(p.length for p in parts))


def transcript_table(lines: List[str], genes: List[str]) -> dict:
    exons = []
    for line in lines:
        gene, start, end = line.split("\t")
        exons.append(Exon(gene, int(start), int(end)))
    annotation = Annotation(exons)
    return {g: gene_span(annotation, g) for g in genes}


# c. scheduling: generator method, keyed by weekday and room
class Lesson(NamedTuple):
    room: int
    day: str
    hour: int
    subject: str


class Timetable:
    def __init__(self, lessons):
        self._lessons = tuple(lessons)

    def __len__(self):
        return len(self._lessons)

    def on(self, room, day):
        for lesson in self._lessons:
            if lesson.room != room or lesson.day != day:
                continue
            yield lesson


def clashes(rows, rooms, days=("mon", "tue", "wed", "thu", "fri")):
    table = Timetable(Lesson(*row) for row in rows)
    found = []
    for room in rooms:
        for day in days:
            hours = {}
            for lesson in table.on(room, day):
                hours.setdefault(lesson.hour, []).append(lesson.subject)
            for hour in sorted(hours):
                if len(hours[hour]) > 1:
                    found.append((room, day, hour, tuple(hours[hour])))
    return len(table), found


# d. tree of folders: objects with parent ids, filter + sum
class Tree:
    def __init__(self, nodes):
        self.nodes = [{"id": i, "parent": p, "size": s} for i, p, s in nodes]

    def children(self, node_id):
        return list(filter(lambda n: n["parent"] == node_id, self.nodes))

    def total(self, node):
        size = 0
        todo = [node]
        while todo:
            current = todo.pop()
            size += current["size"]
            todo += self.children(current["id"])
        return size


def folder_sizes(nodes, root=0):
    tree = Tree(nodes)
    result = []
    for top in tree.children(root):
        result.append((top["id"], tree.total(top)))
    result.sort(key=lambda pair: (-pair[1], pair[0]))
    return result


def small_statements():
    return [
        ([("A", 5, "x"), ("B", 3, "y"), ("A", -2, "z"), ("B", 0, "n")], ["A", "B", "C"]),
        ([("A", 1, "p"), ("A", 1, "p")], ["A", "A"]),
        ([], ["A"]),
        ([("Z", 7, "q"), ("Y", 7, "q"), ("X", 0, "q"), ("Y", 2, "r")], ["X", "Y", "Z"]),
    ]


def large_statements():
    r = random.Random(7)
    names = ["ac%d" % i for i in range(1800)]
    return ([(r.choice(names), r.randrange(-90, 200), "m%d" % r.randrange(9)) for _ in range(5500)], names)


def small_transcripts():
    return [
        (["tp53\t10\t20", "tp53\t30\t35", "kras\t1\t9"], ["tp53", "kras", "none"]),
        (["a\t5\t5", "a\t5\t5", "b\t2\t8"], ["b", "a"]),
        ([], ["x"]),
        (["q\t7\t9", "r\t1\t2", "q\t1\t3", "r\t1\t4"], ["q", "r", "q"]),
    ]


def large_transcripts():
    r = random.Random(7)
    genes = ["G%04d" % i for i in range(2200)]
    lines = []
    for _ in range(7000):
        s = r.randrange(10 ** 6)
        lines.append("%s\t%d\t%d" % (r.choice(genes), s, s + r.randrange(20, 900)))
    return (lines, genes)


def small_clashes():
    return [
        ([(1, "mon", 8, "math"), (1, "mon", 8, "art"), (2, "mon", 8, "gym")], [1, 2]),
        ([(1, "tue", 9, "a"), (1, "tue", 9, "b"), (1, "tue", 9, "c"), (1, "wed", 9, "d")], [1]),
        ([], [1, 2]),
        ([(3, "fri", 10, "x"), (3, "fri", 10, "x"), (3, "fri", 8, "y"), (3, "fri", 8, "z")], [3], ("fri",)),
    ]


def large_clashes():
    r = random.Random(7)
    days = ("mon", "tue", "wed", "thu", "fri")
    return ([(r.randrange(450), r.choice(days), r.randrange(8, 17), r.choice(("math", "art", "gym", "bio")))
             for _ in range(6000)], list(range(450)))


def small_folders():
    return [
        ([(1, 0, 5), (2, 0, 5), (3, 1, 2), (4, 3, 1)],),
        ([(1, 0, 4), (2, 0, 4), (3, 2, 0)],),
        ([],),
        ([(7, 9, 3), (8, 9, 1), (6, 7, 1), (5, 6, 1)], 9),
    ]


def large_folders():
    r = random.Random(7)
    return ([(i, r.randrange(i), r.randrange(5000)) for i in range(1, 2600)],)


CASES = {
    "statements": (small_statements, large_statements),
    "transcript_table": (small_transcripts, large_transcripts),
    "clashes": (small_clashes, large_clashes),
    "folder_sizes": (small_folders, large_folders),
}
