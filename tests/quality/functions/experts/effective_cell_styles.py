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
    areas = [(*parse_range(where), properties) for where, properties in rules]
    styled = {}
    bare = []
    for cell in cells:
        row, column = parse_cell(cell)
        style = {}
        for top, left, bottom, right, properties in areas:
            if top <= row <= bottom and left <= column <= right:
                for key, value in properties.items():
                    if value is None:
                        style.pop(key, None)
                    else:
                        style[key] = value
        if style:
            styled[cell] = style
        else:
            bare.append(cell)
    return styled, bare
