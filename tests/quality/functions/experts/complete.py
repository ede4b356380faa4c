from bisect import bisect_left


def complete(titles, typed):
    catalogue = sorted(titles)
    answers = []
    for prefix in typed:
        prefix = prefix.strip()
        first = bisect_left(catalogue, prefix)
        answers.append([title for title in catalogue[first:first + 8] if title.startswith(prefix)])
    return answers
