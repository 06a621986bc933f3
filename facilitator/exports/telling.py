"""What stands around the numbers: where they come from, and how to speak about them."""

from collections.abc import Iterable, Mapping, Sequence

from facilitator.analysis.records import Report, ReportedAnswer, ReportedWorksheet
from facilitator.analysis.wording import day_words, local, quote, shorten, unit_of
from facilitator.exports.cards import Card
from facilitator.exports.words import clean_line
from programs.questions import QuestionKind, Scope

QUOTE = 72  # letters of somebody's words on a slide; the whole stands in the Excel file
_TEAM = 24  # letters of a team's name below somebody's words


def tell_source(sheet: ReportedWorksheet, *, extra: str = "") -> str:
    """Say which worksheet, how many answered and when."""
    unit = unit_of(sheet.worksheet)
    parts = [f"{len(sheet.answers)}{unit}"]
    if sheet.worksheet.scope is Scope.INDIVIDUAL and sheet.joined:
        parts.append(f"参加{sheet.joined}人中{sheet.answered}人が回答")
    elif sheet.worksheet.scope is Scope.TEAM and sheet.joined:
        parts.append(f"{sheet.joined}班中{sheet.answered}班が回答")
    if sheet.worksheet.anonymous:
        parts.append("無記名")
    if sheet.withheld:
        parts.append(f"ほかに載せない約束のもの{sheet.withheld}件")
    parts.append(_when(sheet))
    if extra:
        parts.append(extra)
    return f"出典：{sheet.meeting}「{sheet.title}」（{'、'.join(part for part in parts if part)}）"


def _when(sheet: ReportedWorksheet) -> str:
    if sheet.first_at is None or sheet.last_at is None:
        return ""
    first, last = local(sheet.first_at), local(sheet.last_at)
    day = day_words(first.date())
    if first.date() != last.date():
        return f"{day}から{day_words(last.date())}まで"
    return f"{day} {first.hour}:{first.minute:02}〜{last.hour}:{last.minute:02}"


def tell_report(report: Report) -> str:
    """Say as of when the whole report is."""
    day = day_words(local(report.as_of).date())
    return f"出典：この研修に出された回答 {report.answers}件（{day}時点）"


def tell_unshown(report: Report) -> list[str]:
    """Say which votes are not in a file because their result was not made public."""
    names = "、".join(f"「{sheet.title}」" for sheet in report.worksheets if sheet.unshown)
    return [f"{names}の票は、進行の画面で「結果を公開」を押すまで入りません。"] if names else []


def tell_points(sheet: ReportedWorksheet, answer: ReportedAnswer) -> str:
    """Say how many points an answer has; nothing where nobody votes or the result is not public."""
    return str(answer.points) if sheet.worksheet.votes and not sheet.unshown else ""


def explain(*parts: str, ask: str = "") -> str:
    """Return speaker notes: how to explain a slide, what to ask, what to be careful about."""
    lines = [f"・{part}" for part in parts if part]
    if ask:
        lines.append(f"【問いかけの例】「{ask}」")
    return "【説明のしかた】\n" + "\n".join(lines)


PAPER_NOTICE = "本ツールの様式例です（原プログラムの様式ではありません）。"
NOTICE = "主な内容のほかは本ツールの進行例です（くわしくは最後のスライド）"
CAREFUL = "数は話し合いのきっかけです。点数や順位として扱わず、下にある本人の言葉と一緒に読みます。"


def pick_voices(
    answers: Iterable[ReportedAnswer], most: int, *, words: Mapping[str, str] | None = None
) -> list[ReportedAnswer]:
    """Choose answers by a rule anyone can check: by votes, else one from each team in turn.

    `words` are what is shown of each answer, where it is not the headline.
    """
    # Words given twice are read once.
    first: dict[str, ReportedAnswer] = {}
    for answer in answers:
        shown = clean_line(words.get(answer.id, "") if words else answer.headline)
        if shown:
            first.setdefault(shown, answer)
    answers = list(first.values())
    if any(answer.points for answer in answers):
        return sorted(answers, key=lambda answer: -answer.points)[:most]
    waiting: dict[str, list[ReportedAnswer]] = {}
    for answer in answers:
        waiting.setdefault(answer.team, []).append(answer)
    chosen: list[ReportedAnswer] = []
    while waiting and len(chosen) < most:
        for team in list(waiting):
            chosen.append(waiting[team].pop(0))
            if not waiting[team]:
                del waiting[team]
    return chosen[:most]


def say_words(sheet: ReportedWorksheet, words: str, number: int) -> str:
    """Let the first of the words shown speak, and say how many there are."""
    unit = unit_of(sheet.worksheet)
    if number == 1:
        return f"{quote(words, 40)}（「{sheet.title}」{number}{unit}）"
    return f"{quote(words, 34)}など、「{sheet.title}」に{number}{unit}の言葉"


def make_card(
    sheet: ReportedWorksheet | None, answer: ReportedAnswer, *, text: str = "", most: int = QUOTE
) -> Card:
    """Return somebody's words as a card, with team and votes but never a name."""
    secret = sheet is not None and sheet.worksheet.anonymous
    foot = ["" if secret else shorten(answer.team, _TEAM)]
    if answer.points:
        foot.append(f"{answer.points}{sheet.vote_unit if sheet else '票'}")
    return Card(shorten(text or answer.headline, most), "　".join(part for part in foot if part))


def list_texts(sheet: ReportedWorksheet) -> Sequence[tuple[str, list[tuple[ReportedAnswer, str]]]]:
    """Return the text questions, each with who wrote what; those with room for more come first."""
    found = []
    for kind in (QuestionKind.LONG_TEXT, QuestionKind.SHORT_TEXT):
        for question in sheet.worksheet.questions:
            if question.kind is not kind:
                continue
            given = [
                (answer, str(answer.values[question.key]))
                for answer in sheet.answers
                if question.key in answer.values
            ]
            found.append((question.label, given))
    return found
