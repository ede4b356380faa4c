"""The residual risk in words."""

from __future__ import annotations

from hasten.core.risk import ResidualRisk
from hasten.report import figures


def risk_lines(risk: ResidualRisk | None) -> list[str]:
    """What may be wrong although nothing was found, and what the figure rests on; nothing where it is not known."""
    if risk is None:
        return []
    author = (
        f"of its proposer's {figures.count(risk.judged, 'earlier proposal')} {risk.wrong} were wrong"
        if risk.judged
        else "if every second such version is wrong"
    )
    lines = [
        "risk that it is wrong all the same: "
        f"about {figures.share_up(risk.estimate)}, at most {figures.share_up(risk.high)} "
        f"({author}; this search missed {risk.missed} of {figures.count(risk.missed_of, 'wrong version')})"
    ]
    if risk.recorded_high is not None:
        lines.append(
            f"of calls like the {figures.count(risk.recorded)} recorded at most {figures.share_up(risk.recorded_high)} "
            f"behave otherwise ({figures.share(risk.confidence)} sure)"
        )
    return lines
