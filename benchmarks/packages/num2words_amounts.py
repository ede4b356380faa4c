import random

from num2words import num2words

rng = random.Random(15)
letters = 0
for _ in range(3500):
    number = rng.randrange(10 ** rng.randrange(1, 13))
    for language in ("en", "fr", "es", "de"):
        letters += len(num2words(number, lang=language))
    letters += len(num2words(number % 10000, to="ordinal"))
    letters += len(num2words(round(rng.random() * 5000, 2), to="currency", lang="en", currency="EUR"))
    letters += len(num2words(rng.randrange(1500, 2100), to="year"))
print(letters)
