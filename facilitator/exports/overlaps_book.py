"""Write the overlaps people accepted: as a list, as a table of people, and with their ideas."""

from collections.abc import Sequence

from facilitator.analysis.records import Report, ReportedAnswer
from facilitator.analysis.threads import LOST_ROOT
from facilitator.analysis.told import Told, ToldOverlap, ToldVoice, has_told, read_told
from facilitator.analysis.told_findings import name_kind
from facilitator.analysis.wording import moment_words, shorten
from facilitator.exports.telling import tell_points, tell_unshown
from facilitator.exports.words import name_workshop
from facilitator.exports.workbook import Book, put, set_height, set_width, write_notes, write_table
from programs.questions import Role

_TITLE = {"bold": True, "font_size": 14, "text_wrap": False}
_CELL = {"border": 1, "border_color": "#949494"}
_HEAD = {**_CELL, "bold": True, "bg_color": "#e8f1fe"}
_NAME = 26  # letters of a person beside the table
_IDEAS = 8  # of one overlap in the list


def make_overlaps_book(report: Report) -> bytes:
    """Return the workbook; where nothing was accepted yet it says so."""
    book = Book(report, "重なりの一覧")
    told = read_told(report)
    _add_notes(book, told)
    if told.overlaps:
        _add_list(book, told)
        _add_matrix(book, told)
    if has_told(report):
        _add_ideas(book, told)
    return book.finish()


def _add_notes(book: Book, told: Told) -> None:
    report = book.report
    withheld = sum(sheet.withheld for sheet in report.list_with_role(Role.OVERLAPS))
    lines = [
        "重なりの一覧",
        f"{name_workshop(report, '　')}　{moment_words(report.as_of)} 時点",
        report.program.notice,
        "",
        f"みんなで取り入れた重なりは{len(told.overlaps)}件です。",
        "この道具が出した「候補」のうち、班が取り入れなかったもの、まだ決めていないものは入っていません。",
        *(
            [
                f"もとの声を載せない約束の重なりが、ほかに{withheld}件あります。ここには入れていません。"
            ]
            if withheld
            else []
        ),
        *tell_unshown(report),
        "載せたのは、だれの話か分からない形で載せてよいと選ばれた声だけです。名前は呼び名（役割）です。",
        "",
        "「重なりの一覧」…1行に1つ。重なる声、重なると思った理由、できそうなこと、気をつけること、生まれたアイデア。",
        "「人と人」…縦と横に同じ人が並びます。ます目に、二人の間で見つかった重なりの番号と種類があります。",
        "「アイデアともとの声」…アイデアから、重なり、声へさかのぼれます。",
    ]
    write_notes(book, lines)


def _add_list(book: Book, told: Told) -> None:
    columns = (
        ("番号", 6.0),
        ("重なり", 20.0),
        ("種類", 14.0),
        ("重なる声（話した方）", 40.0),
        ("なぜ、重なると思ったか", 26.0),
        ("できそうなこと", 18.0),
        ("気をつけること", 18.0),
        ("生まれたアイデア", 26.0),
        ("班", 6.0),
    )
    rows = [
        [
            str(number),
            overlap.name,
            overlap.kind_label,
            "\n".join(f"・{_tell_voice(voice)}" for voice in overlap.voices),
            overlap.reason,
            overlap.could_do,
            overlap.care,
            "\n".join(_list_ideas(overlap)),
            overlap.answer.team,
        ]
        for number, overlap in enumerate(told.overlaps, 1)
    ]
    source = f"取り入れた重なり {len(rows)}件（取り入れなかった候補は入っていません）"
    write_table(book, "重なりの一覧", source, columns, rows)


def _list_ideas(overlap: ToldOverlap) -> list[str]:
    rest = len(overlap.ideas) - _IDEAS
    more = [f"ほか{rest}件（「アイデアともとの声」にあります）"] if rest > 0 else []
    return [*(f"・{idea.headline}" for idea in overlap.ideas[:_IDEAS]), *more]


def _tell_voice(voice: ToldVoice) -> str:
    return f"{voice.text}（{voice.who}）" if voice.who else voice.text


def _add_matrix(book: Book, told: Told) -> None:
    """Write people beside people; both halves are filled, so that a row tells all of somebody."""
    people = _list_people(told.overlaps)
    names = _name_people(people)
    width = max(10.0, min(22.0, 150.0 / len(people)))
    page = book.add_sheet("人と人")
    put(page, 0, 0, "人と人（呼び名）", book.style(**_TITLE))
    page.set_row(0, 24)
    quiet = book.style(text_wrap=False, font_color="#666666")
    put(page, 1, 0, "数字は「重なりの一覧」の番号です。", quiet)
    set_width(page, 0, 0, 28.0)
    set_width(page, 1, len(people), width)
    head, cell = book.style(**_HEAD), book.style(**_CELL, align="center", valign="vcenter")
    own = book.style(**_CELL, bg_color="#d9d9d9")
    widths = [28.0, *[width] * len(people)]
    for row, person in enumerate(["", *people]):
        texts = [names[person] if person else "呼び名"]
        texts += [
            _tell_between(told.overlaps, person, other) if person else names[other]
            for other in people
        ]
        for column, text in enumerate(texts):
            style = head if row == 0 or column == 0 else own if row == column else cell
            put(page, row + 2, column, text, style)
        set_height(page, row + 2, texts, widths, least=30)
    page.freeze_panes(3, 1)
    page.repeat_rows(2)
    page.repeat_columns(0)
    page.print_area(0, 0, len(people) + 2, len(people))


def _list_people(overlaps: Sequence[ToldOverlap]) -> dict[str, str]:
    return {voice.person: voice.who for overlap in overlaps for voice in overlap.voices}


def _name_people(people: dict[str, str]) -> dict[str, str]:
    """Return a name for each, numbered where two go by the same."""
    taken: dict[str, int] = {}
    names = {}
    for person, who in people.items():
        name = shorten(who, _NAME) or "呼び名なし"
        taken[name] = taken.get(name, 0) + 1
        names[person] = name if taken[name] == 1 else f"{name}（{taken[name]}）"
    return names


def _tell_between(overlaps: Sequence[ToldOverlap], person: str, other: str) -> str:
    if person == other:
        return ""
    return "\n".join(
        f"{number} {name_kind(overlap)}"
        for number, overlap in enumerate(overlaps, 1)
        if {person, other} <= set(overlap.people)
    )


def _add_ideas(book: Book, told: Told) -> None:
    numbers = {overlap.answer.id: n for n, overlap in enumerate(told.overlaps, 1)}
    columns = (
        ("アイデア", 34.0),
        ("もとになった重なり", 44.0),
        ("もとになった声", 70.0),
        ("票", 6.0),
        ("班", 8.0),
    )
    rows = []
    for sheet in book.report.list_with_role(Role.IDEAS):
        for idea in sheet.answers:
            roots = [overlap for overlap in told.overlaps if overlap.answer.id in idea.sources]
            rows.append(
                [
                    idea.headline,
                    "\n".join([*(f"{numbers[o.answer.id]} {o.name}" for o in roots), *_lost(idea)]),
                    "\n".join(f"・{_tell_voice(voice)}" for o in roots for voice in o.voices),
                    tell_points(sheet, idea),
                    idea.team,
                ]
            )
    source = f"アイデア {len(rows)}枚（もとになった重なりを選んでいないものも入っています）"
    write_table(book, "アイデアともとの声", source, columns, rows)


def _lost(idea: ReportedAnswer) -> list[str]:
    return [f"（{LOST_ROOT}）"] if idea.lost_roots else []
