"""Meters measure two artifacts side by side and return raw measurements.

``cpu_clock``: twin-fork pairs on the CPU clock that the parent reads (the claim). ``twins``: one zygote with a worker
for each side. ``calibration``: what this machine resolves, from identical code on both sides.
"""

from hasten.meters.calibration import calibrate
from hasten.meters.cpu_clock import ClockSettings, TwinForkMeter

__all__ = ["ClockSettings", "TwinForkMeter", "calibrate"]
