def filter_names(pattern, names):
    """The names that fit a shell-like pattern: ? is any one character, * is any run of them."""
    rule = pattern
    length = len(rule)

    def fits(name):
        at = 0
        star = -1       # place of the last star met, and where its run ended at first try
        mark = 0
        i = 0
        while i < len(name):
            if at < length and rule[at] == "*":
                star = at
                mark = i
                at += 1
            elif at < length and (rule[at] == "?" or rule[at] == name[i]):
                at += 1
                i += 1
            elif star >= 0:
                mark += 1
                i = mark
                at = star + 1
            else:
                return False
        while at < length and rule[at] == "*":
            at += 1
        return at == length

    return [name for name in names if fits(name)]
