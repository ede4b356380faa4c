CLOSING = {"(": ")", "[": "]", "{": "}"}


def is_balanced(formula):
    expected = []
    for character in formula:
        if character in CLOSING:
            expected.append(CLOSING[character])
        elif character in ")]}":
            if not expected or expected.pop() != character:
                return False
    return not expected
