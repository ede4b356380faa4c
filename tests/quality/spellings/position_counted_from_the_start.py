import random
import re


# --- a: log text, plain for loop with count of newlines

def find_todo_lines(text, word):
    found = []
    if not word:
        return found
    start = 0
    while True:
        pos = text.find(word, start)
        if pos == -1:
            break
        line = 1
        for ch in text[:pos]:
            if ch == "\n":
                line += 1
        found.append((line, pos))
        start = pos + len(word)
    return found


# --- b: tokenizer with helper

TOKEN = re.compile(r"[A-Za-z_]\w*|\d+|[^\s\w]")


def location(source: str, offset: int) -> tuple[int, int]:
    line = source.count("\n", 0, offset) + 1
    column = offset - (source.rfind("\n", 0, offset) + 1)
    return line, column + 1


def tokenize(source: str) -> list[tuple[str, str, int, int]]:
    tokens = []
    for m in TOKEN.finditer(source):
        word = m.group()
        if word[0].isdigit():
            kind = "num"
        elif word[0].isalpha() or word[0] == "_":
            kind = "name"
        else:
            kind = "op"
        line, col = location(source, m.start())
        tokens.append((kind, word, line, col))
    return tokens


# --- c: class for a document with paragraph lookup over line lengths

class Document:
    def __init__(self, text):
        self.text = text
        self.lines = text.splitlines(True)

    def position(self, offset):
        seen = 0
        for number, line in enumerate(self.lines):
            if offset < seen + len(line):
                return number, offset - seen
            seen += len(line)
        return len(self.lines), 0


def place_comments(text, comments):
    doc = Document(text)
    by_line = {}
    skipped = []
    for author, offset, note in comments:
        if offset < 0 or offset > len(text):
            skipped.append(author)
            continue
        line, col = doc.position(offset)
        by_line.setdefault(line, []).append(f"{col}:{author}:{note}")
    return by_line, skipped


# --- d: biology, FASTA records, splitlines + comprehension

def motif_sites(genome: str, motif: str, gap: str = "N") -> dict[int, list[int]]:
    hits = [i for i in range(len(genome)) if motif and genome.startswith(motif, i)]
    where = [(len(genome[:i].split(gap)), i) for i in hits]
    sites: dict[int, list[int]] = {}
    for contig, i in where:
        sites.setdefault(contig, []).append(i)
    return sites


def small_todo():
    return [
        ("a TODO\nb\nTODO TODO\n", "TODO"),
        ("xx\n\nxx", "x"),
        ("", "a"),
        ("abc\n", ""),
    ]


def large_todo():
    r = random.Random(7)
    return ("\n".join(r.choice(("some code here", "# TODO later", "return x")) for _ in range(2800)), "TODO")


def small_tok():
    return [
        ("a = 1\nbb=a+22\n",),
        ("\n\n  if(x_1){}",),
        ("",),
        ("7\n7\n7",),
    ]


def large_tok():
    r = random.Random(7)
    return ("\n".join(f"v{r.randrange(99)} = {r.randrange(999)} + x;" for _ in range(3500)),)


def small_comm():
    return [
        ("one\ntwo\n\nthree", [("al", 0, "n"), ("bo", 5, "m"), ("al", 5, "k"), ("cy", 99, "z"), ("di", 14, "e")]),
        ("x\n", [("a", 1, "q"), ("a", 2, "r")]),
        ("", [("a", 0, "b")]),
        ("a\nb", []),
    ]


def large_comm():
    r = random.Random(7)
    t = "".join("w" * r.randrange(1, 60) + "\n" for _ in range(3500))
    return (t, [(f"u{i % 9}", r.randrange(len(t)), "n") for i in range(1700)])


def small_motif():
    return [
        ("ACGTNNACGACG", "ACG"),
        ("AANAAA", "AA"),
        ("", "A"),
        ("AC-AC", "AC", "-"),
    ]


def large_motif():
    r = random.Random(7)
    return ("".join(r.choice("ACGTACGTN") for _ in range(60000)), "AC")


CASES = {
    "find_todo_lines": (small_todo, large_todo),
    "tokenize": (small_tok, large_tok),
    "place_comments": (small_comm, large_comm),
    "motif_sites": (small_motif, large_motif),
}
