"""Where a command spends its time: samples read, and functions ranked by what they could buy."""

from hasten.profile.hot import HotFunction, Profile, profile_of
from hasten.profile.samples import Frame, ProcessSamples, Stack, read_samples

__all__ = ["Frame", "HotFunction", "ProcessSamples", "Profile", "Stack", "profile_of", "read_samples"]
