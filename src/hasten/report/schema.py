"""The Evidence JSON as pydantic models: which keys there are, what they mean, in which unit.

The models write the JSON (so a key cannot be forgotten), read it back, and are the source of
``docs/reference/evidence.md``. Keys are only ever added; readers skip those that they do not know.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = "hasten.evidence/1"

Outcome = Literal["faster", "not_faster", "slower", "no_difference", "differs", "refused", "inconclusive"]


class Part(BaseModel):
    """A JSON object of the evidence: numbers are finite, every key is present."""

    model_config = ConfigDict(allow_inf_nan=False, frozen=True)


class TargetPart(Part):
    """A function, or a command whose settings are tuned."""

    name: str = Field(description="Qualified name inside its file.")
    file: str = Field(description="Path, relative to the folder that the command ran in where it lies inside it.")
    source_hash: str = Field(description="SHA-256 of the whole file as it was, hexadecimal.")
    language: str = Field(description="`python`; `settings` for a command.")


class ObjectivePart(Part):
    """What is made better."""

    name: str = Field(description="`time`; of `tune` also `size`, `memory` or a name that the user gave.")
    unit: str = Field(description="Unit of the figures in `sizes` and `first_call`: `s`, `B`, or the user's own.")
    direction: str = Field(description="`lower` or `higher`: which figures are better.")
    clock: str = Field(description="What was read, and by whom.")


class SpeedupPart(Part):
    """Old over new for one pass of the workload; above 1 is better."""

    estimate: float = Field(description="Median over fresh processes, a factor.")
    low: float = Field(description="Low end of the interval, a factor.")
    high: float | None = Field(description="High end of the interval, a factor; null where there is none (a bound).")
    confidence: float = Field(description="Coverage of the interval, 0 to 1.")
    pairs: int = Field(description="Pairs of timed samples that it rests on.")
    processes: int = Field(description="Fresh processes that it rests on.")
    bound: bool = Field(description="True where calls were stopped at a limit: the speed-up is at least `low`.")
    exact: bool = Field(
        default=False, description="True where the figures are counted (bytes of a program), not timed."
    )


class SizePart(Part):
    """One size class of the workload."""

    size: int = Field(description="Size of the arguments: leaves and characters.")
    old: float = Field(description="Time per call of the original, in the unit of `objective`.")
    new: float = Field(description="Time per call of the variant, same unit.")
    speedup: float = Field(description="`old` over `new` from the paired samples, a factor.")
    low: float | None = Field(description="Low end of its interval.")
    high: float | None = Field(description="High end of its interval.")
    calls: int = Field(description="Distinct calls of this size.")
    origin: str = Field(
        description="`given` or `recorded`; `generated` or `stress` where hasten made the inputs. Made inputs do not "
        "count in `speedup` beside given or recorded ones."
    )
    label: str = Field(default="", description="Name of the workload, where it has one (`tune`).")


class BeforeAfterSeconds(Part):
    """Times of the first call in a fresh process."""

    old: float = Field(description="Original, in the unit of `objective`.")
    new: float = Field(description="Variant, with compilation where there is any, same unit.")


class EndToEndPart(Part):
    """Effect on a whole command of the user."""

    command: str = Field(description="The command.")
    estimate: float = Field(description="Old over new of the whole command, a factor.")
    low: float = Field(description="Low end of the interval.")
    high: float | None = Field(description="High end of the interval.")
    confidence: float = Field(description="Coverage of the interval, 0 to 1.")


class WorkloadPart(Part):
    """The inputs that were measured."""

    origin: str = Field(description="Where they come from.")
    calls: int = Field(description="How many distinct calls.")
    hash: str = Field(description="Digest of calls and weights: equal for equal workloads.")


class RiskPart(Part):
    """How likely a version in which nothing was found is wrong all the same; it is never 0."""

    estimate: float = Field(description="Probability, above 0 and below 1.")
    high: float = Field(description="Upper end of its interval.")
    confidence: float = Field(description="Coverage of the interval, 0 to 1.")
    wrong: int = Field(description="Wrong ones among the distinct earlier proposals of the same proposer.")
    judged: int = Field(description="How many those were; 0: too few, and every second one is assumed to be wrong.")
    missed: int = Field(description="Wrong versions that this search let pass when that was measured.")
    missed_of: int = Field(description="How many wrong versions were put before it.")
    recorded: int = Field(description="Calls recorded from tests that were compared; 0 where there were none.")
    recorded_high: float | None = Field(
        description="Largest share of calls like the recorded ones that may behave otherwise (rule of three); null "
        "without recorded calls."
    )


class VerdictPart(Part):
    """Whether both sides do the same."""

    word: Literal["proved", "searched", "tests_only", "differs", "within"] = Field(
        description="`proved`, `searched` (no difference found), `tests_only`, `differs`, or `within` (a bound)."
    )
    level: str = Field(description="What was compared: one of the observer levels.")
    inputs: int = Field(description="Distinct inputs on which both sides were compared.")
    scenarios: int = Field(description="Sequences of calls that were compared.")
    coverage: float | None = Field(description="Share of the original's branches that was reached, 0 to 1.")
    waivers: dict[str, int] = Field(description="Differences that the user allowed, by name: how often each occurred.")
    not_checked: list[str] = Field(description="What this level and this search did not look at.")
    weak: str = Field(description="Why the search is weak, or empty. What rests on a weak search is never applied.")
    notes: list[str] = Field(description="Findings that are no difference.")
    cpu_seconds: float = Field(description="CPU seconds that the search took.")
    residual_risk: RiskPart | None = Field(
        description="Stated of a search that found nothing; null of a proof, a difference, a weak search, a level "
        "below `same-effects` and where differences were waived: that was not measured."
    )


class CounterexamplePart(Part):
    """The smallest input found on which the two sides part."""

    kind: str = Field(description="What parted, such as `value`, `exception`, `arguments`, `timeout` or `forbidden`.")
    call: str = Field(description="Python text that shows it, to be run where the function is known by its name.")
    old: str = Field(description="What the original did.")
    new: str = Field(description="What the variant did.")


class MemoryPart(Part):
    """Peak memory of one pass of the workload."""

    before: int | None = Field(description="Original, bytes.")
    after: int | None = Field(description="Variant, bytes.")


class SitePart(Part):
    """A line that holds memory near the peak of the largest call."""

    file: str = Field(description="File of the line.")
    line: int = Field(description="Line, from 1.")
    size_bytes: int = Field(description="Bytes that it allocated and that are still there.")


class SitesPart(Part):
    """Where the memory of the largest call lies, largest first."""

    before: list[SitePart] = Field(description="Original.")
    after: list[SitePart] = Field(description="Variant.")


class GrowthPart(Part):
    """Growth of the time with the size of the input."""

    before: str | None = Field(description="Original, as `O(n²)`.")
    after: str | None = Field(description="Variant.")


class VariantPart(Part):
    """The new version."""

    source: str | None = Field(description="Text of the whole file after the edit; null where there is no source.")
    diff: str = Field(
        description="The change as a unified diff that `patch -p1` and `git apply` take; of `tune` the changed "
        "settings."
    )
    proposer: str = Field(description="Who proposed it.")
    rationale: str = Field(description="What was recognised and why the new form is faster.")
    needs: list[str] = Field(description="Packages beyond the standard library that it imports.")
    files: list[str] = Field(description="Files built for it, beside the source.")
    settings: dict[str, Any] | None = Field(
        default=None, description="Of `tune`: every active knob with its value; else null."
    )


class CaveatPart(Part):
    """A warning."""

    name: str = Field(description="Name from the closed list of caveats.")
    text: str = Field(description="What was seen, and advice.")


class CostPart(Part):
    """What the run took."""

    seconds: float = Field(description="Wall seconds.")
    cpu_seconds: float | None = Field(description="CPU seconds, children included; null where not counted.")
    evaluations: int = Field(description="Candidates checked.")
    tokens: int = Field(description="Tokens of a language model.")


class CurvePart(Part):
    """What one proposer of settings reached."""

    trials: int = Field(description="Settings that it proposed and that were judged.")
    seconds: float = Field(description="Wall seconds that those took: building, checking and racing.")
    steps: list[list[float]] = Field(description="Pairs of seconds and best raced gain from then on.")


class FrontPart(Part):
    """A setting that no other beats in every objective."""

    gains: dict[str, float] = Field(description="By objective: old over new where lower is better; above 1 is better.")
    changed: dict[str, Any] = Field(description="The knobs that stand otherwise than by default.")


class TuningPart(Part):
    """How a search over settings went."""

    curves: dict[str, CurvePart] = Field(description="By proposer; `random` is the baseline at equal cost.")
    importance: dict[str, float] = Field(
        description="Share of each knob in what parts the better settings from the rest."
    )
    front: list[FrontPart] = Field(
        description="The Pareto front, where there are several objectives: raced gains, no claims."
    )
    noise: float = Field(description="Standard deviation of the log of one run at the defaults.")
    proposer_errors: dict[str, str] = Field(
        default_factory=dict, description="Proposers that ended with an error, and what it was."
    )


class PypyPart(Part):
    """What PyPy would give for the original as it is, both interpreters warm; a figure to decide by, not a claim."""

    estimate: float | None = Field(description="Time of the code's own interpreter over PyPy's; null where not known.")
    old: float | None = Field(description="CPU seconds of one pass over the workload by the code's own interpreter.")
    new: float | None = Field(description="CPU seconds of one pass by PyPy.")
    interpreter: str = Field(description="Which PyPy, with the version of Python that it speaks; empty for none.")
    reason: str = Field(description="Why there is no estimate, or why it is too low; else empty.")


class EvidenceDocument(Part):
    """The whole object."""

    schema_: Literal["hasten.evidence/1"] = Field(alias="schema", description="Name and version of this format.")
    command: str = Field(description="`optimize`, `verify`, `compare` or `tune`.")
    run: str | None = Field(description="Name of the run, for `hasten report RUN`.")
    target: TargetPart | None = Field(description="The function; the OLD side of `verify` and `compare`.")
    new: TargetPart | None = Field(description="The NEW side of `verify` and `compare`, else null.")
    objective: ObjectivePart = Field(description="What is made better.")
    outcome: Outcome = Field(description="The answer; it decides the exit code.")
    reason: str = Field(description="One sentence on why the outcome is what it is, or empty.")
    speedup: SpeedupPart | None = Field(description="Old time over new time on the given or recorded workload.")
    sizes: list[SizePart] = Field(description="The same by size of the input, smallest first.")
    first_call: BeforeAfterSeconds | None = Field(description="First call in a fresh process, where it was measured.")
    break_even: float | None = Field(description="Calls after which compiling has paid for itself.")
    end_to_end: EndToEndPart | None = Field(description="Effect on a whole command, where one was measured.")
    workload: WorkloadPart | None = Field(description="The inputs that were measured.")
    verdict: VerdictPart | None = Field(description="Whether both sides do the same; null where that was not checked.")
    counterexample: CounterexamplePart | None = Field(description="Present exactly when `verdict.word` is `differs`.")
    memory: MemoryPart = Field(description="Peak memory of one pass of the workload.")
    growth: GrowthPart = Field(description="Growth of the time with the size of the input.")
    variant: VariantPart | None = Field(description="The new version; null when `optimize` has none to offer.")
    caveats: list[CaveatPart] = Field(description="What may spoil the figures or the verdict.")
    rejected: dict[str, int] = Field(description="Why candidates were not kept, with counts.")
    cost: CostPart = Field(description="What the run took.")
    memory_sites: SitesPart | None = Field(
        default=None, description="Lines that hold the memory, with `compare --memory-sites`; null elsewhere."
    )
    tuning: TuningPart | None = Field(default=None, description="How the search over settings went; null elsewhere.")
    pypy: PypyPart | None = Field(
        default=None, description="What PyPy would give, with `optimize --allow native`; null elsewhere."
    )
    cores: int | None = Field(
        default=None,
        description="Processors that each side had while it was timed: 1, or all that there were where the variant "
        "computes in threads, whose claim is about wall time (`objective.clock`); null where nothing was timed.",
    )
    seed: int | None = Field(description="Seed of all randomness.")
    machine: dict[str, Any] = Field(
        description="Where it was measured: `cpu`, `cores`, `architecture`, `system`, `kernel`, `python`, "
        "`implementation`, `memory_bytes`, `load` (1, 5 and 15 minutes). No name of host or user."
    )
    reproduce: str = Field(description="Shell command that does it again.")
