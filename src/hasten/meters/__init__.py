"""Meters measure two artifacts side by side and return raw measurements.

``cpu_clock``: twin-fork pairs on the CPU clock that the parent reads (the claim). ``twins``: one zygote with a worker
for each side. ``scout``: a look before the claim, at cost and at memory of earlier calls. ``settle``, ``bounds``: what
a claim rests on. ``calibration``: what this machine resolves, from identical code on both sides. ``complexity``: growth
of time and memory. ``instructions``: counts of executed instructions. ``commands``: whole processes.
"""

from hasten.meters.calibration import calibrate
from hasten.meters.cpu_clock import ClockSettings, TwinForkMeter

__all__ = ["ClockSettings", "TwinForkMeter", "calibrate"]
