"""Put all files of a workshop into one archive with a table of contents."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.analysis.records import Report
from facilitator.analysis.wording import moment_words
from facilitator.exports.deck_file import pack
from facilitator.exports.telling import tell_unshown
from facilitator.exports.words import name_workshop


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the bundle."""

    name: str
    label: str
    explain: str
    content: bytes


def make_bundle(report: Report, pieces: Sequence[Piece]) -> bytes:
    """Return a zip; the contents page is a text that every editor opens."""
    lines = [
        name_workshop(report),
        f"{report.program.title}　{moment_words(report.as_of)} 時点",
        report.program.notice,
        "",
        f"参加 {report.joined}人、回答 {report.answers}件",
        *tell_unshown(report),
        "",
        "入っているもの",
    ]
    for number, piece in enumerate(pieces, 1):
        lines += [f"{number}. {piece.name}", f"   {piece.label}：{piece.explain}"]
    if report.answers:
        lines += [
            "",
            "回答には、名前を書いて出されたものがあります。取りあつかいに気をつけてください。",
        ]
    lines.append("")
    contents = "\r\n".join(lines).encode("utf-8-sig")
    return pack([("目次.txt", contents), *((piece.name, piece.content) for piece in pieces)])
