"""The five parts of a rule's docstring, and the page made of them."""

from __future__ import annotations

from dataclasses import dataclass

from hasten.proposers.rules._finding import Rule
from hasten.proposers.rules._registry import all_rules, rule_name

PARTS = ("Finds", "Slow because", "Unsafe when", "Example", "Source")


@dataclass(frozen=True)
class RuleText:
    """What a rule says of itself.

    Attributes:
        name: Name of the rule.
        summary: The pattern in one line.
        parts: Text by heading, in the order of ``PARTS``; prose without line breaks, the example as written.
    """

    name: str
    summary: str
    parts: dict[str, str]


def rule_text(rule: Rule) -> RuleText:
    """The docstring of a rule, taken apart; missing parts are empty."""
    text = rule.__doc__ or ""
    summary, _, rest = text.partition("\n")
    found: dict[str, list[str]] = {part: [] for part in PARTS}
    current: list[str] | None = None
    for line in rest.split("\n"):
        if line.endswith(":") and line[:-1] in found:
            current = found[line[:-1]]
        elif current is not None:
            current.append(line.removeprefix("    "))
    parts = {
        part: "\n".join(lines).strip("\n") if part == "Example" else " ".join(line.strip() for line in lines).strip()
        for part, lines in found.items()
    }
    return RuleText(rule_name(rule), summary, parts)


def reference_page(rule: Rule) -> str:
    """One rule as a page in Markdown."""
    text = rule_text(rule)
    lines = [f"# {text.name}", "", text.summary, ""]
    for part, body in text.parts.items():
        lines += [f"## {part}", "", _code_blocks(body) if part == "Example" else body, ""]
    return "\n".join(lines)


def reference_index() -> str:
    """The list of all rules in Markdown, one line each."""
    lines = ["# Rewrite rules", ""]
    lines += [f"- [{text.name}]({text.name}.md): {text.summary}" for text in map(rule_text, all_rules())]
    return "\n".join([*lines, ""])


def _code_blocks(example: str) -> str:
    """``Before::`` and its indented code as a word and a fenced block."""
    out: list[str] = []
    code: list[str] = []

    def close() -> None:
        body = "\n".join(code).strip("\n")
        if body:
            out.extend(["", "```python", body, "```", ""])
        code.clear()

    for line in example.split("\n"):
        if line.endswith("::") and not line.startswith(" "):
            close()
            out.append(line.removesuffix("::") + ":")
        else:
            code.append(line.removeprefix("    "))
    close()
    return "\n".join(out).strip("\n")
