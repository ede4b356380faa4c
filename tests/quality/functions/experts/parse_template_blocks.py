import re

TAG = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}|\{#(.*?)#\}", re.S)


class TemplateError(Exception):
    def __init__(self, line, reason):
        super().__init__(f"line {line}: {reason}")
        self.line = line


def parse_template_blocks(text):
    tokens = []
    blocks = []
    names = set()
    stack = []
    line = 1
    position = 0
    for match in TAG.finditer(text):
        start, end = match.span()
        if start > position:
            tokens.append(("text", line, text[position:start]))
            line += text.count("\n", position, start)
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
        line += text.count("\n", start, end)
        position = end
    if position < len(text):
        tokens.append(("text", line, text[position:]))
    if stack:
        raise TemplateError(stack[-1][1], f"{stack[-1][0]} is never closed")
    return tokens, blocks, sorted(names)
