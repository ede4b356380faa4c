"""Loops over arrays and frames as users write them, for the benchmark of vectorised variants.

Each has ``NAME_inputs``, which gives the calls of its workload.
"""

import math

import numpy as np
import pandas as pd


def rescaled(values):
    low = values[0]
    high = values[0]
    for v in values:
        if v < low:
            low = v
        if v > high:
            high = v
    result = np.empty(len(values))
    for i in range(len(values)):
        result[i] = (values[i] - low) / (high - low)
    return result


def rescaled_inputs():
    return [(np.sin(np.arange(n) * 0.7) * 40.0 + 3.0,) for n in (300, 20000)]


def smoothed(signal):
    n = len(signal)
    result = signal.copy()
    for i in range(1, n - 1):
        result[i] = 0.25 * signal[i - 1] + 0.5 * signal[i] + 0.25 * signal[i + 1]
    return result


def smoothed_inputs():
    return [(np.cos(np.arange(n) * 0.3),) for n in (200, 10000)]


def diffused(plate, steps, rate):
    height, width = plate.shape
    now = plate.copy()
    for _ in range(steps):
        after = now.copy()
        for y in range(1, height - 1):
            for x in range(1, width - 1):
                around = now[y - 1, x] + now[y + 1, x] + now[y, x - 1] + now[y, x + 1]
                after[y, x] = now[y, x] + rate * (around - 4.0 * now[y, x])
        now = after
    return now


def diffused_inputs():
    return [(np.sin(np.arange(n * n) * 0.1).reshape(n, n), 10, 0.1) for n in (12, 60)]


def distances(points):
    n = points.shape[0]
    result = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            dx = points[i, 0] - points[j, 0]
            dy = points[i, 1] - points[j, 1]
            result[i, j] = math.sqrt(dx * dx + dy * dy)
    return result


def distances_inputs():
    return [(np.sin(np.arange(2 * n) * 1.3).reshape(n, 2),) for n in (10, 120)]


def histogram(values, low, width, bins):
    counts = [0] * bins
    for v in values:
        place = int((v - low) / width)
        if place < 0:
            place = 0
        if place >= bins:
            place = bins - 1
        counts[place] += 1
    return counts


def histogram_inputs():
    return [(np.sin(np.arange(n) * 0.11) * 5.0, -4.0, 0.5, 16) for n in (200, 20000)]


def group_means(labels, values, n_groups):
    totals = np.zeros(n_groups)
    counts = np.zeros(n_groups)
    for label, value in zip(labels, values):  # noqa: B905
        totals[label] += value
        counts[label] += 1.0
    means = np.zeros(n_groups)
    for g in range(n_groups):
        if counts[g] > 0:
            means[g] = totals[g] / counts[g]
    return means


def group_means_inputs():
    return [(np.arange(n) * 7 % 13, np.sin(np.arange(n) * 1.0), 16) for n in (200, 20000)]


def deepest_fall(prices):
    highest = prices[0]
    deepest = 0.0
    for price in prices:
        highest = max(highest, price)
        fall = (highest - price) / highest
        if fall > deepest:
            deepest = fall
    return deepest


def deepest_fall_inputs():
    return [(100.0 + np.cumsum(np.sin(np.arange(n) * 0.37)),) for n in (300, 20000)]


def bright_share(image, limit):
    height, width = image.shape
    bright = 0
    total = 0.0
    for y in range(height):
        for x in range(width):
            if image[y, x] > limit:
                bright += 1
                total += image[y, x]
    return bright / (height * width), total


def bright_share_inputs():
    return [(np.abs(np.sin(np.arange(n * n) * 0.01)).reshape(n, n), 0.8) for n in (20, 150)]


def convolved(signal, kernel):
    n = len(signal) - len(kernel) + 1
    result = []
    for i in range(n):
        total = 0.0
        for k in range(len(kernel)):
            total += signal[i + k] * kernel[k]
        result.append(total)
    return result


def convolved_inputs():
    return [([math.sin(i * 0.2) for i in range(n)], [0.1, 0.2, 0.4, 0.2, 0.1]) for n in (200, 5000)]


def revenue(frame, tax):
    totals = []
    for _, row in frame.iterrows():
        amount = row["price"] * row["quantity"]
        if row["quantity"] >= 10:
            amount = amount * 0.9
        totals.append(amount * (1.0 + tax))
    return totals


def revenue_inputs():
    def frame(n):
        return pd.DataFrame({
            "name": [f"n{i % 7}" for i in range(n)], "price": [1.5 + i % 11 for i in range(n)],
            "quantity": [float(i % 23) for i in range(n)],
        })

    return [(frame(n), 0.19) for n in (30, 2000)]


NAMES = sorted(name[: -len("_inputs")] for name in list(globals()) if name.endswith("_inputs"))
