"""Marks which glossary terms occur in which paragraph of a manual.

The editors keep a glossary of single words. For the printed manual each paragraph carries a margin note with the terms
that it uses, so that the reader can look them up:

    python glossary_tags.py manual.txt glossary.txt
"""

import sys

SEPARATOR = " · "


def plain(text):
    """The text in lower case, with everything that is no letter or digit turned into a blank."""
    result = ""
    for character in text:
        if character.isalnum():
            result += character.lower()
        else:
            result += " "
    return result


def margin_notes(paragraphs: list[str], glossary: list[str]) -> list[str]:
    """One note per paragraph: the terms that occur in it, in the order of the glossary; '' where there are none."""
    notes = []
    for paragraph in paragraphs:
        note = ""
        for term in glossary:
            words = plain(paragraph).split()
            found = [word for word in words if word == term.lower()]
            if len(found) > 0:
                if note != "":
                    note += SEPARATOR
                note += term
        notes.append(note)
    return notes


def unused_terms(notes, glossary):
    """Terms that no paragraph uses; the editors may drop them."""
    used = set()
    for note in notes:
        used.update(note.split(SEPARATOR))
    return [term for term in glossary if term not in used]


def main(argv):
    if len(argv) != 3:
        print("usage: glossary_tags.py MANUAL GLOSSARY", file=sys.stderr)
        return 2
    with open(argv[1], encoding="utf-8") as handle:
        paragraphs = [block.strip() for block in handle.read().split("\n\n") if block.strip()]
    with open(argv[2], encoding="utf-8") as handle:
        glossary = [line.strip() for line in handle if line.strip()]
    notes = margin_notes(paragraphs, glossary)
    for paragraph, note in zip(paragraphs, notes):
        print(f"[{note}] {paragraph}")
    print("not used:", ", ".join(unused_terms(notes, glossary)), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
