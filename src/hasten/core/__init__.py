"""The nouns and the records between them; standard library only.

A role is a Protocol (``protocols.py``); what passes between roles is a frozen dataclass.
"""

from hasten.core.budget import Budget, Spent
from hasten.core.candidate import Artifact, BuildFailure, Candidate, Point, SourceEdit
from hasten.core.evidence import Acceptance, Caveat, Evidence, Objective, SizeRow, Speedup
from hasten.core.facts import Facts, ParameterFacts
from hasten.core.measurement import AllocationSite, Censored, MemoryUse, PairedSamples, RaceResult
from hasten.core.protocols import Archive, Builder, Listener, Mender, Meter, Oracle, Proposer, Store
from hasten.core.risk import ResidualRisk
from hasten.core.target import Target
from hasten.core.verdict import Counterexample, Verdict
from hasten.core.workload import Call, HeldValue, ModuleState, RecordedCall, Workload

__all__ = [
    "Acceptance", "AllocationSite", "Archive", "Artifact", "Budget", "BuildFailure", "Builder", "Call", "Candidate",
    "Caveat", "Censored", "Counterexample", "Evidence", "Facts", "HeldValue", "Listener", "MemoryUse", "Mender",
    "Meter", "ModuleState", "Objective", "Oracle", "PairedSamples", "ParameterFacts", "Point", "Proposer",
    "RaceResult", "RecordedCall", "ResidualRisk", "SizeRow", "SourceEdit", "Speedup", "Spent", "Store", "Target",
    "Verdict", "Workload",
]
