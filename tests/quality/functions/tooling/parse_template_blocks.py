import random
import re

TAG = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}|\{#(.*?)#\}", re.S)


class TemplateError(Exception):
    def __init__(self, line, reason):
        super().__init__(f"line {line}: {reason}")
        self.line = line


def parse_template_blocks(text):
    """Split a template into tokens and match its blocks with their ends.

    Returns (tokens (kind, line, content), blocks (name, first line, last
    line, depth), set of variable names as a sorted list)."""
    tokens = []
    blocks = []
    names = set()
    stack = []
    rest = text
    while rest:
        match = TAG.search(rest)
        line = text[: len(text) - len(rest)].count("\n") + 1
        if match is None:
            tokens.append(("text", line, rest))
            break
        if match.start():
            tokens.append(("text", line, rest[: match.start()]))
        line = text[: len(text) - len(rest) + match.start()].count("\n") + 1
        variable, statement, comment = match.groups()
        if variable is not None:
            name = variable.split("|")[0].strip()
            if not name:
                raise TemplateError(line, "empty expression")
            names.add(name)
            tokens.append(("variable", line, variable.strip()))
        elif statement is not None:
            words = statement.split()
            if not words:
                raise TemplateError(line, "empty statement")
            if words[0].startswith("end"):
                if not stack or stack[-1][0] != words[0][3:]:
                    raise TemplateError(line, f"unexpected {words[0]}")
                name, first = stack.pop()
                blocks.append((name, first, line, len(stack)))
            elif words[0] in ("if", "for", "block"):
                stack.append((words[0], line))
            tokens.append(("statement", line, " ".join(words)))
        rest = rest[match.end():]
    if stack:
        raise TemplateError(stack[-1][1], f"{stack[-1][0]} is never closed")
    return tokens, blocks, sorted(names)


def workload():
    rng = random.Random(21)
    parts = []
    open_blocks = []
    for n in range(1400):
        parts.append(f"<td class='c{rng.randrange(9)}'>cell {n}</td>" + "\n" * rng.randrange(3))
        pick = rng.random()
        if pick < 0.6:
            parts.append("{{ user.field%d|upper }}" % rng.randrange(40))
        elif pick < 0.7:
            parts.append("{# note\n%d #}" % n)
        elif pick < 0.85 or not open_blocks:
            name = rng.choice(["if", "for", "block"])
            open_blocks.append(name)
            parts.append("{%% %s item%d %%}" % (name, n))
        else:
            parts.append("{%% end%s %%}" % open_blocks.pop())
    while open_blocks:
        parts.append("{% end" + open_blocks.pop() + " %}\n")
    return [("".join(parts),)]
