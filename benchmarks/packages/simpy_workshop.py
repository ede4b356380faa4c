import random

import simpy

rng = random.Random(19)
waits = []
repairs = 0


def customer(env, counter, stock):
    arrived = env.now
    with counter.request(priority=rng.randrange(3)) as turn:
        yield turn
        waits.append(env.now - arrived)
        yield stock.get(rng.randrange(1, 4))
        yield env.timeout(rng.expovariate(1 / 2.6))


def customers(env, counter, stock):
    while True:
        yield env.timeout(rng.expovariate(1.0))
        env.process(customer(env, counter, stock))


def supplier(env, stock):
    global repairs
    while True:
        yield env.timeout(10)
        if stock.level < 60:
            yield stock.put(min(40, stock.capacity - stock.level))
        if rng.random() < 0.1:
            repairs += 1
            yield env.timeout(rng.uniform(1, 5))


env = simpy.Environment()
counter = simpy.PriorityResource(env, capacity=3)
stock = simpy.Container(env, capacity=120, init=80)
env.process(customers(env, counter, stock))
env.process(supplier(env, stock))
env.run(until=110_000)
print(len(waits), round(sum(waits) / len(waits), 9), repairs, stock.level)
