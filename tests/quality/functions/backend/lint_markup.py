import random
import re
from dataclasses import dataclass

TAG = re.compile(r"<(/?)([a-z]+)([^<>]*)>")
ATTR = re.compile(r'([a-z-]+)="([^"]*)"')
VOID = {"br", "img", "hr"}


@dataclass
class Problem:
    line: int
    column: int
    code: str
    detail: str

    def __str__(self):
        return f"{self.line}:{self.column} {self.code} {self.detail}"


def _position(text, offset):
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return line, column


def lint_markup(documents, known_attrs):
    """Check the tags of the given {name: text} documents.

    Reports unclosed, unexpected and unknown-attribute problems in reading order (unclosed last),
    as "name:line:column code detail", and the deepest nesting and tag count per document.
    """
    report = []
    stats = {}
    for name, text in sorted(documents.items()):
        stack = []
        problems = []
        deepest = count = 0
        for m in TAG.finditer(text):
            count += 1
            closing, tag, rest = m.groups()
            line, column = _position(text, m.start())
            if closing:
                if stack and stack[-1][0] == tag:
                    stack.pop()
                else:
                    expected = stack[-1][0] if stack else "nothing"
                    problems.append(Problem(line, column, "unexpected", f"</{tag}> where {expected} is open"))
                continue
            for attr in ATTR.finditer(rest):
                if attr.group(1) not in known_attrs:
                    at_line, at_column = _position(text, m.start(3) + attr.start())
                    problems.append(Problem(at_line, at_column, "attribute", attr.group(1)))
            if tag not in VOID and not rest.endswith("/"):
                stack.append((tag, line, column))
                deepest = max(deepest, len(stack))
        for tag, line, column in stack:
            problems.append(Problem(line, column, "unclosed", f"<{tag}>"))
        report.extend(f"{name}:{p}" for p in problems)
        stats[name] = (deepest, count)
    return report, stats


def workload():
    rng = random.Random(4711)

    def document(size):
        out = []
        depth = []
        for _ in range(size):
            roll = rng.random()
            if roll < 0.35 or not depth:
                tag = rng.choice(("p", "div", "em", "table", "row"))
                out.append('<%s %s="x%d">' % (tag, rng.choice(("class", "id", "style", "data-x")), rng.randrange(99)))
                depth.append(tag)
            elif roll < 0.7:
                out.append("</%s>" % (depth.pop() if rng.random() < 0.97 else "em"))
            elif roll < 0.8:
                out.append('<br/>')
            else:
                out.append("lorem ipsum dolor " * rng.randrange(1, 4))
            if rng.random() < 0.3:
                out.append("\n")
        return "".join(out)

    return [({"big.html": document(4500), "small.html": document(300), "empty.html": ""}, ("class",))]
