import re
from bisect import bisect_left

TAG = re.compile(r"<(/?)([a-z]+)([^<>]*)>")
ATTR = re.compile(r'([a-z-]+)="([^"]*)"')
VOID = {"br", "img", "hr"}


def lint_markup(documents, known_attrs):
    report = []
    stats = {}
    for name, text in sorted(documents.items()):
        # offsets just before each line: line n starts at breaks[n - 1] + 1
        breaks = [-1]
        at = text.find("\n")
        while at >= 0:
            breaks.append(at)
            at = text.find("\n", at + 1)
        stack = []
        deepest = count = 0
        for m in TAG.finditer(text):
            count += 1
            closing, tag, rest = m.groups()
            if closing:
                if stack and stack[-1][0] == tag:
                    stack.pop()
                else:
                    expected = stack[-1][0] if stack else "nothing"
                    line = bisect_left(breaks, m.start())
                    report.append(f"{name}:{line}:{m.start() - breaks[line - 1]} unexpected </{tag}> where {expected} is open")
                continue
            if "=" in rest:
                base = m.start(3)
                for attr in ATTR.finditer(rest):
                    label = attr.group(1)
                    if label not in known_attrs:
                        offset = base + attr.start()
                        line = bisect_left(breaks, offset)
                        report.append(f"{name}:{line}:{offset - breaks[line - 1]} attribute {label}")
            if tag not in VOID and not rest.endswith("/"):
                stack.append((tag, m.start()))
                if len(stack) > deepest:
                    deepest = len(stack)
        for tag, offset in stack:
            line = bisect_left(breaks, offset)
            report.append(f"{name}:{line}:{offset - breaks[line - 1]} unclosed <{tag}>")
        stats[name] = (deepest, count)
    return report, stats
