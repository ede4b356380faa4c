"""Simulated clocks: paired samples of which the truth is known, with what real machines do to a measurement.

The times of a pair are ``true time * what both sides share * what each side has of its own``:

* drift: a random walk over the pairs of a process, the same for both sides (frequency, temperature, neighbours);
* jitter: log-normal per sample;
* spikes: now and then a sample takes a multiple (an interrupt, another process), either side;
* bias: constant for a process and different for the two sides (hash seed, layout, allocator), the part that more
  samples in one process do not cure; heavy-tailed, 0.41 % at the 90th percentile and 4.6 % at most, as measured;
* time-outs: a side that passes its limit is ``Censored``.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from hasten.core.measurement import Censored, PairedSamples

#: Bias of a process, relative: its 90th percentile and its largest value, as measured on a noisy machine (MEASURING).
BIAS_P90 = 0.0041
BIAS_MOST = 0.046
# A log-normal size that has BIAS_P90 at the 90th and BIAS_MOST at the 99.9th percentile, cut there.
_Z90, _Z999 = 1.2816, 3.0902
_BIAS_SIGMA = math.log(BIAS_MOST / BIAS_P90) / (_Z999 - _Z90)
_BIAS_MU = math.log(BIAS_P90) - _Z90 * _BIAS_SIGMA


@dataclass(frozen=True)
class Noise:
    """What a machine does to the samples; all parts are relative to the true time.

    Attributes:
        jitter: Standard deviation of the log of one sample.
        drift: Standard deviation of one step of the random walk that both sides of a pair share.
        spike_share: Share of samples that are spikes, 0 to 1.
        spike_times: A spike multiplies the sample by up to this, >= 1.
        bias_times: Multiple of the measured per-process bias; 0 switches it off.
    """

    jitter: float = 0.008
    drift: float = 0.01
    spike_share: float = 0.02
    spike_times: float = 3.0
    bias_times: float = 1.0


#: A server that does nothing else.
QUIET = Noise(jitter=0.003, drift=0.002, spike_share=0.005, spike_times=1.5)
#: The machine on which the protocol was found.
ORDINARY = Noise()
#: A shared runner with its cores loaded.
LOADED = Noise(jitter=0.025, drift=0.03, spike_share=0.10, spike_times=6.0)
#: Nothing but noise with heavy tails.
SPIKY = Noise(jitter=0.01, drift=0.0, spike_share=0.30, spike_times=20.0)


def process_bias(rng: random.Random, *, times: float = 1.0) -> float:
    """Log ratio by which one process favours a side for no reason, either sign."""
    size = min(BIAS_MOST, math.exp(rng.gauss(_BIAS_MU, _BIAS_SIGMA)))
    return rng.choice((-1.0, 1.0)) * math.log1p(size) * times


class SimulatedProcess:
    """One fresh process that times pairs of two sides with known true times.

    Args:
        rng: Source of all randomness.
        old_s: True seconds per call of the original, > 0.
        new_s: True seconds per call of the variant, > 0.
        noise: What the machine does.
    """

    def __init__(self, rng: random.Random, *, old_s: float, new_s: float, noise: Noise = ORDINARY) -> None:
        self._rng = rng
        self._old_s, self._new_s, self._noise = old_s, new_s, noise
        self._walk = 0.0
        self._bias = process_bias(rng, times=noise.bias_times) if noise.bias_times else 0.0

    def pair(self) -> tuple[float, float]:
        """Seconds of (old, new) of the next pair."""
        self._walk += self._rng.gauss(0.0, self._noise.drift)
        new_s = self._new_s * math.exp(-self._bias)
        return self._sample(self._old_s), self._sample(new_s)

    def censored_pair(self, *, limit_times: float) -> tuple[float, float | Censored]:
        """The next pair with NEW stopped at ``limit_times`` the time that OLD took."""
        old_s, new_s = self.pair()
        limit_s = limit_times * old_s
        return old_s, Censored(limit_s) if new_s > limit_s else new_s

    def _sample(self, true_s: float) -> float:
        rng, noise = self._rng, self._noise
        log_s = math.log(true_s) + self._walk + rng.gauss(0.0, noise.jitter)
        if rng.random() < noise.spike_share:
            log_s += math.log(rng.uniform(1.0, noise.spike_times))
        return math.exp(log_s)


def simulated_samples(
    rng: random.Random,
    *,
    old_s: float = 1e-3,
    speedup: float = 1.0,
    noise: Noise = ORDINARY,
    processes: int = 9,
    pairs: int = 20,
    call: int = 0,
) -> list[PairedSamples]:
    """The records of a confirmation, or of a self-test with ``speedup=1.0``.

    Args:
        rng: Source of all randomness.
        old_s: True seconds per call of the original.
        speedup: True old time over new time.
        noise: What the machine does.
        processes: Fresh processes.
        pairs: Pairs in each.
        call: Index of the call in the workload.
    """
    records = []
    for ordinal in range(processes):
        process = SimulatedProcess(rng, old_s=old_s, new_s=old_s / speedup, noise=noise)
        old, new = zip(*(process.pair() for _ in range(pairs)), strict=True)
        records.append(PairedSamples(call, old, new, old_wall_s=old, new_wall_s=new, process=ordinal))
    return records


def simulated_race(
    rng: random.Random, *, speedup: float, noise: Noise = ORDINARY, limit_times: float = 1.5, old_s: float = 1e-3
) -> Iterator[tuple[float, float | Censored]]:
    """Pairs of one process without end, NEW stopped at ``limit_times`` the time of OLD."""
    process = SimulatedProcess(rng, old_s=old_s, new_s=old_s / speedup, noise=noise)
    while True:
        yield process.censored_pair(limit_times=limit_times)
