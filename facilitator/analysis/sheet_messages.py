"""Say in a few sentences what came out of a worksheet, for papers without charts."""

from facilitator.analysis import findings
from facilitator.analysis.records import ReportedWorksheet
from facilitator.analysis.tallies import (
    ChoiceTally,
    NumberTally,
    PositionTally,
    RankTally,
    ScaleTally,
)


def list_messages(sheet: ReportedWorksheet) -> tuple[str, ...]:
    """Return how much there is first, then what was found; none of them twice."""
    found = [findings.say_collected(sheet)]
    if sheet.clusters:
        found.append(findings.say_clusters(sheet))
    scales = [tally for tally in sheet.tallies if isinstance(tally, ScaleTally)]
    if scales:
        found.append(findings.say_scales(sheet, scales))
    for tally in sheet.tallies:
        match tally:
            case ChoiceTally() if tally.answered:
                found.append(findings.say_choice(sheet, tally))
            case NumberTally() if tally.answered:
                found.append(findings.say_number(sheet, tally))
            case PositionTally() if tally.placements:
                found.append(findings.say_positions(tally))
            case RankTally() if tally.answered:
                found.append(findings.say_rank(sheet, tally))
            case _:
                pass
    if sheet.voted:
        found.append(findings.say_votes(sheet))
    return tuple(f"{text}。" for text in dict.fromkeys(found))
