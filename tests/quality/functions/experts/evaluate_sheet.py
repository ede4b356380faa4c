import re

REF = re.compile(r"[A-Z]+[0-9]+")
TERM = re.compile(r"([+-]?)([^+-]+)")


class Sheet:
    def __init__(self, cells):
        self.cells = cells
        self.known = {}

    def value(self, name, path=()):
        if name in self.known:
            return self.known[name]
        if name in path:
            raise ValueError("circular reference: " + " -> ".join(path[path.index(name):] + (name,)))
        content = self.cells.get(name, 0)
        if isinstance(content, str) and content.startswith("="):
            content = self._formula(content[1:].replace(" ", ""), path + (name,))
        self.known[name] = content
        return content

    def _formula(self, text, path):
        total = 0
        for sign, term in TERM.findall(text):
            product = 1
            for factor in term.split("*"):
                product *= self._number(factor, path)
            total += -product if sign == "-" else product
        return total

    def _number(self, factor, path):
        if REF.fullmatch(factor):
            value = self.value(factor, path)
            return 0 if isinstance(value, str) else value
        if factor.isdigit():
            return int(factor)
        raise ValueError(f"cannot read {factor!r} in cell {path[-1]}")


def evaluate_sheet(cells):
    """Values of all cells; formulas know +, -, * and references, texts count as 0."""
    sheet = Sheet(cells)
    return {name: sheet.value(name) for name in cells}
