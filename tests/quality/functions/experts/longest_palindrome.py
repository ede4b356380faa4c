def longest_palindrome(text):
    letters = "".join([c for c in text.lower() if c.isalpha()])
    n = len(letters)
    best_start = best_end = 0
    for centre in range(2 * n - 1):
        left = centre // 2
        right = left + centre % 2
        while left >= 0 and right < n and letters[left] == letters[right]:
            left -= 1
            right += 1
        if right - left - 1 > best_end - best_start:
            best_start, best_end = left + 1, right
    return letters[best_start:best_end]
