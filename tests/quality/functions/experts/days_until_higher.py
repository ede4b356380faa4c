def days_until_higher(closes):
    waits = [None] * len(closes)
    waiting = []
    for i, close in enumerate(closes):
        cents = close.cents
        while waiting and closes[waiting[-1]].cents < cents:
            earlier = waiting.pop()
            waits[earlier] = close.day - closes[earlier].day
        waiting.append(i)
    return waits
