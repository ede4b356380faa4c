import random
import re

REF = re.compile(r"[A-Z]+[0-9]+")


class Sheet:
    def __init__(self, cells):
        self.cells = cells

    def value(self, name, path=()):
        if name in path:
            raise ValueError("circular reference: " + " -> ".join(path[path.index(name):] + (name,)))
        content = self.cells.get(name, 0)
        if not isinstance(content, str):
            return content
        if not content.startswith("="):
            return content
        return self._formula(content[1:].replace(" ", ""), path + (name,))

    def _formula(self, text, path):
        total = 0
        for sign, term in re.findall(r"([+-]?)([^+-]+)", text):
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


def _budget(rng, months):
    cells = {"A1": "month", "B1": "income", "C1": "cost", "D1": "balance", "E1": "reserve"}
    for r in range(2, months + 2):
        cells[f"A{r}"] = f"M{r - 1}"
        cells[f"E{r}"] = f"= E{r - 1} + D{r}" if r % 4 == 0 else f"=D{r}*2 - C{r}"
        cells[f"B{r}"] = rng.randint(100, 9000)
        cells[f"C{r}"] = f"=B{r}*3 - {rng.randint(1, 500)}" if r % 3 else rng.randint(1, 99) / 4
        cells[f"D{r}"] = f"=D{r - 1}+B{r}-C{r}"
    cells["F1"] = "=" + "+".join(f"E{r}" for r in range(2, months + 2)) + "-Z99"
    return cells


def workload():
    rng = random.Random(505)
    return [
        ({},),
        ({"A1": 3, "A2": "=A1*A1-2", "A3": "note", "A4": "= A2 + A3 + 4"},),
        (_budget(rng, 24),),
        (_budget(rng, 48),),
    ]
