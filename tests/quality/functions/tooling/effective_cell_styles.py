import random
import re

CELL = re.compile(r"([A-Z]{1,2})([1-9]\d{0,3})")


def parse_cell(text):
    match = CELL.fullmatch(text)
    if match is None:
        raise ValueError(f"not a cell: {text!r}")
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)), column


def parse_range(text):
    first, _, last = text.partition(":")
    top, left = parse_cell(first)
    bottom, right = parse_cell(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def effective_cell_styles(rules, cells):
    """Work out the style of some cells of a sheet, where the rules (range,
    properties) apply one after the other; a property None takes it away.

    Returns (cell -> properties, cells without any style)."""
    sheet = {}
    for where, properties in rules:
        top, left, bottom, right = parse_range(where)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                style = dict(sheet.get((row, column), {}))
                for key, value in properties.items():
                    if value is None:
                        style.pop(key, None)
                    else:
                        style[key] = value
                sheet[row, column] = style
    styled = {}
    bare = []
    for cell in cells:
        style = sheet.get(parse_cell(cell))
        if style:
            styled[cell] = dict(style)
        else:
            bare.append(cell)
    return styled, bare


def workload():
    rng = random.Random(2023)
    letters = "ABCDEFGHIJKLMNOPQRST"

    def some_cell():
        return f"{rng.choice(letters)}{rng.randint(1, 300)}"

    choices = [{"bold": True}, {"fill": "grey", "bold": None}, {"font": "Mono", "size": 9}, {"fill": None}, {"size": 12}]
    rules = [(f"{some_cell()}:{some_cell()}", rng.choice(choices)) for _ in range(130)]
    return [(rules, [some_cell() for _ in range(60)])]
