from bisect import bisect_right


def parse(s, i, end, closing):
    """Return (length, ends of the pieces, pieces); a piece is a letter or a
    (length, ends, pieces) of the text repeated in it."""
    length = 0
    ends = []
    pieces = []
    while i < end:
        if s[i].isdigit() or s[i] == "[":
            start = i
            while i < end and s[i].isdigit():
                i += 1
            if i == end:
                raise IndexError("string index out of range")
            count = int(s[start:i]) if i > start else 1
            if s[i] != "[":
                raise ValueError("bracket expected")
            if i not in closing:
                raise IndexError("string index out of range")
            if count > 0:
                piece = parse(s, i + 1, closing[i], closing)
                if piece[0]:
                    length += count * piece[0]
                    ends.append(length)
                    pieces.append(piece)
            i = closing[i] + 1
        else:
            length += 1
            ends.append(length)
            pieces.append(s[i])
            i += 1
    return length, ends, pieces


def folded_letters(positions, folded):
    """folded is text such as 3[ab2[c]]d, meaning abccabccabccd. Return (length of
    the unfolded text, the letters at the positions, None where there is none)."""
    closing = {}
    opened = []
    for i, char in enumerate(folded):
        if char == "[":
            opened.append(i)
        elif char == "]" and opened:
            closing[opened.pop()] = i
    whole = parse(folded, 0, len(folded), closing)
    letters = []
    for p in positions:
        if not 0 <= p < whole[0]:
            letters.append(None)
            continue
        piece = whole
        while not isinstance(piece, str):
            _, ends, pieces = piece
            k = bisect_right(ends, p)
            if k:
                p -= ends[k - 1]
            piece = pieces[k]
            if not isinstance(piece, str):
                p %= piece[0]
        letters.append(piece)
    return whole[0], letters
