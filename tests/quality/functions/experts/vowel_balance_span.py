def vowel_balance_span(text):
    vowels = frozenset("aeiouAEIOU")
    first = {0: (0, 0)}
    balance = 0
    letters = 0
    best = 0
    begin = 0
    for i, ch in enumerate(text, 1):
        if ch in vowels:
            balance += 1
            letters += 1
        elif ch.isalpha():
            balance -= 1
            letters += 1
        seen = first.get(balance)
        if seen is None:
            first[balance] = (i, letters)
        elif i - seen[0] > best and letters > seen[1]:
            best = i - seen[0]
            begin = seen[0]
    if not best:
        return 0, ""
    return begin + 1, text[begin:begin + best]
