"""Where a command spends its time: samples read, and functions ranked by what they could buy."""

from hasten.profile.c_calls import CCalls, read_c_calls
from hasten.profile.hot import HotFunction, Profile, profile_of
from hasten.profile.memory import MemoryProfile, MemorySite, read_memory
from hasten.profile.samples import Frame, ProcessSamples, Stack, read_samples

__all__ = [
    "CCalls", "Frame", "HotFunction", "MemoryProfile", "MemorySite", "ProcessSamples", "Profile", "Stack", "profile_of",
    "read_c_calls", "read_memory", "read_samples",
]  # fmt: skip
