"""How strongly two people's film rankings disagree (discordant pairs over common films)."""
import random


def taste_disagreement(mine, yours):
    common = [f for f in mine if f in yours]
    discordant = 0
    pairs = 0
    for x in range(len(common)):
        for y in range(x + 1, len(common)):
            pairs += 1
            if yours.index(common[x]) > yours.index(common[y]):
                discordant += 1
    if pairs == 0:
        return {"common": len(common), "discordant": 0, "score": None, "verdict": "unknown"}
    score = round(discordant / pairs, 4)
    verdict = "twins" if discordant == 0 else ("opposites" if score > 0.8 else "normal")
    return {"common": len(common), "discordant": discordant, "score": score, "verdict": verdict}


def workload():
    rnd = random.Random(41)

    def mk(n):
        a = [f"film{i}" for i in range(n)]
        b = a[n // 10:] + [f"other{i}" for i in range(n // 8)]
        rnd.shuffle(a)
        rnd.shuffle(b)
        return a, b

    return [([], ["x"]), (["a", "b", "c"], ["c", "b", "a", "q"]), mk(40), mk(260)]
