"""The longest palindrome hidden in a text, for the word game of the newsletter."""

import random


def letters_only(text):
    kept = [c for c in text.lower() if c.isalpha()]
    return "".join(kept)


def is_palindrome(word):
    backwards = ""
    for character in word:
        backwards = character + backwards
    return backwards == word


def longest_palindrome(text: str) -> str:
    """The longest palindrome among the letters of the text, the first of several; '' for a text without letters."""
    letters = letters_only(text)
    longest = ""
    for start in range(len(letters)):
        for end in range(start + 1, len(letters) + 1):
            if end - start > len(longest) and is_palindrome(letters[start:end]):
                longest = letters[start:end]
    return longest


def workload():
    rng = random.Random(11511)
    text = "".join(rng.choice("abcd  ,") for _ in range(460))
    return [
        (text,),
        ("Was it a car or a cat I saw? No: a man, a plan, a canal, Panama! " + text[:150],),
        ("Never odd or even.",),
        ("abc",),
        ("12 34",),
        ("",),
    ]
