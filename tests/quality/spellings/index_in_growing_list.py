import random
from typing import Dict, List, Tuple


# a. spreadsheets: shared string table, try/except around .index
def shared_strings(rows):
    table = []
    encoded = []
    blanks = 0
    for row in rows:
        out = []
        for cell in row:
            if cell == "":
                blanks += 1
                out.append(-1)
                continue
            try:
                pos = table.index(cell)
            except ValueError:
                pos = len(table)
                table.append(cell)
            out.append(pos)
        encoded.append(out)
    return table, encoded, blanks


# b. text: a helper numbers the words
def _word_number(known: List[str], word: str) -> int:
    if word in known:
        return known.index(word)
    known.append(word)
    return len(known) - 1


def _clean(word):
    return word.strip(".,;:!?").lower()


def vectorise(text: str) -> Tuple[List[int], int]:
    known: List[str] = []
    numbers: List[int] = []
    for raw in text.split():
        word = _clean(raw)
        if not word:
            continue
        numbers.append(_word_number(known, word))
    return numbers, len(known)


# c. compilers: a pool of constants
class ConstantPool:
    def __init__(self):
        self.constants = []
        self.uses = []

    def slot(self, value):
        if value not in self.constants:
            self.constants.append(value)
            self.uses.append(0)
        where = self.constants.index(value)
        self.uses[where] += 1
        return where

    @property
    def busiest(self):
        if not self.uses:
            return None
        return self.constants[self.uses.index(max(self.uses))]


def assemble(program):
    pool = ConstantPool()
    code = []
    for op, arg in program:
        if op == "PUSH":
            code.append("LOADK %d" % pool.slot(arg))
        elif op == "ADDI":
            code.append("ADDK %d" % pool.slot(arg))
        else:
            code.append(op)
    return {"code": code, "pool": pool.constants, "busiest": pool.busiest}


# d. graphs from routes: nested function with closure, next(enumerate) for the place
def number_stops(routes: List[List[Tuple[int, int]]]) -> Dict[str, list]:
    stops: List[Tuple[int, int]] = []

    def place_of(coord):
        found = next((k for k, seen in enumerate(stops) if seen == coord), None)
        if found is None:
            stops.append(coord)
            found = len(stops) - 1
        return found

    edges = []
    for route in routes:
        ids = [place_of(c) for c in route]
        edges.extend(zip(ids, ids[1:]))
    return {"stops": stops, "edges": edges, "degree": [len(edges), len(set(edges))]}


def small_shared():
    return [
        ([["a", "b"], ["b", ""], ["c", "a"]],),
        ([["x", "x", "x"], [], ["", "y", "x"]],),
        ([],),
        ([["10", "20", "10"], ["30", "20", "10"], ["10"]],),
    ]


def large_shared():
    r = random.Random(7)
    return ([["item %d" % r.randrange(3000) for _ in range(10)] for _ in range(1500)],)


def small_vectorise():
    return [
        ("The cat saw the dog. The dog ran!",),
        ("a, b; a b ... c",),
        ("",),
        ("Row row row your boat, gently down the stream; row",),
    ]


def large_vectorise():
    r = random.Random(7)
    return (" ".join("w%d" % r.randrange(3500) for _ in range(9000)),)


def small_assemble():
    return [
        ([("PUSH", 3), ("PUSH", 4), ("ADD", 0), ("PUSH", 3)],),
        ([("ADDI", 1), ("ADDI", 1), ("PUSH", 1), ("PUSH", 0)],),
        ([],),
        ([("NOP", 9), ("PUSH", 9), ("PUSH", 8), ("ADDI", 8), ("RET", 0)],),
    ]


def large_assemble():
    r = random.Random(7)
    ops = ["PUSH", "PUSH", "ADDI", "MUL"]
    return ([(r.choice(ops), r.randrange(4500)) for _ in range(13000)],)


def small_stops():
    return [
        ([[(0, 0), (1, 0), (1, 1)], [(1, 1), (0, 0)]],),
        ([[(2, 2), (2, 2), (3, 2)], [], [(3, 2)]],),
        ([],),
        ([[(0, 1), (0, 2)], [(0, 1), (0, 2)], [(0, 2), (0, 3), (0, 1)]],),
    ]


def large_stops():
    r = random.Random(7)
    return ([[(r.randrange(60), r.randrange(60)) for _ in range(20)] for _ in range(350)],)


CASES = {
    "shared_strings": (small_shared, large_shared),
    "vectorise": (small_vectorise, large_vectorise),
    "assemble": (small_assemble, large_assemble),
    "number_stops": (small_stops, large_stops),
}
