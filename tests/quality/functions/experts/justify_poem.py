def justify_poem(text, width):
    """Fill lines of the width with words and spread the spaces evenly (extra ones
    on the right side of odd lines, on the left of even ones, lines counted from 1;
    last line and single words left alone). Return (lines, spaces added)."""
    words = text.split()
    lines = []
    added = 0
    odd = True
    start = 0
    letters = 0
    room = width  # what is left in the line, a space after each word counted
    for end, word in enumerate(words):
        size = len(word)
        if size > room and end > start:
            gaps = end - start - 1
            if gaps:
                spaces = width - letters
                added += spaces - gaps
                share, extra = divmod(spaces, gaps)
                gap = " " * share
                if not extra:
                    lines.append(gap.join(words[start:end]))
                elif odd:
                    turn = end - extra
                    lines.append(gap.join(words[start:turn]) + gap + " " + (gap + " ").join(words[turn:end]))
                else:
                    turn = start + extra
                    lines.append((gap + " ").join(words[start:turn]) + gap + " " + gap.join(words[turn:end]))
            else:
                lines.append(words[start])
            odd = not odd
            start = end
            letters = 0
            room = width
        letters += size
        room -= size + 1
    if words:
        lines.append(" ".join(words[start:]))
    return lines, added
