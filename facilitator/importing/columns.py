"""Find out which column answers which question, whether or not the file has a heading row."""

import re
from dataclasses import dataclass, field, replace

from facilitator.importing.cells import is_importable, plain
from facilitator.importing.tables import Table, TableRow
from programs.questions import Question, QuestionKind, Worksheet
from worksheets.errors import BadInput

_TEXTS = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)
_TEAM_WORDS = frozenset(
    {"班", "班名", "チーム", "チーム名", "グループ", "テーブル", "team", "group"}
)
_TEXT_WORDS = frozenset(
    {"text", "内容", "意見", "回答", "カード", "記述", "自由記述", "本文", "発言", "声", "コメント"}
    | {"付箋", "記入", "記入内容", "書いたこと", "言葉", "ことば", "answer", "comment"}
)
_OTHER_WORDS = frozenset(
    {
        "no",
        "no.",
        "番号",
        "#",
        "id",
        "source",
        "出典",
        "名前",
        "氏名",
        "お名前",
        "所属",
        "分野",
        "日付",
    }
    | {"日時", "タイムスタンプ", "備考", "分類", "name", "date"}
)
_BRACKETS = re.compile(r"[（(].*?[）)]")
_SHORTEST_PART = 3  # letters of a heading that may stand for a part of a label
_LONGEST_HEADING = 30


@dataclass(slots=True)
class Layout:
    """Which column is what in which rows. `titles` names columns for people."""

    rows: tuple[TableRow, ...]  # without the heading
    has_heading: bool
    titles: tuple[str, ...]
    questions: dict[int, Question] = field(default_factory=dict)
    team: int | None = None

    @property
    def unused(self) -> tuple[str, ...]:
        """Headings of columns nothing is taken from."""
        return tuple(
            title
            for index, title in enumerate(self.titles)
            if title and index not in self.questions and index != self.team
        )


def find_layout(table: Table, worksheet: Worksheet, *, column: str | None = None) -> Layout:
    """Match columns to questions; raise BadInput when no column can be the text."""
    layout = _start(table, worksheet, column)
    main = _get_main(worksheet)
    if column is not None:
        chosen = _find_column(layout, column)
        layout.questions = {i: q for i, q in layout.questions.items() if q.key != main.key}
        layout.questions[chosen] = main
        layout.team = None if layout.team == chosen else layout.team
    elif main.key not in {question.key for question in layout.questions.values()} and (
        main.required or not layout.questions
    ):
        layout.questions[_guess_text(layout, main)] = main
    return layout


def _start(table: Table, worksheet: Worksheet, column: str | None) -> Layout:
    width = max(len(row.cells) for row in table.rows)
    first = table.rows[0].cells
    titles = tuple(cell.strip() for cell in first) + ("",) * (width - len(first))
    layout = Layout(table.rows[1:], True, titles)
    taken: set[str] = set()
    for index, title in enumerate(titles):
        question = _find_question(worksheet, title)
        if question is not None and question.key not in taken:
            taken.add(question.key)
            layout.questions[index] = question
        elif plain(title) in _TEAM_WORDS and layout.team is None:
            layout.team = index
    named = bool(layout.questions) or layout.team is not None or column is not None
    if named or _looks_like_heading(table):
        return layout
    rows = _join_sentences(table.rows)
    numbered = tuple(f"{number}列目" for number in range(1, len(rows[0].cells) + 1))
    return Layout(rows, False, numbered)


def _join_sentences(rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
    """Put lines back together that are no table: sentences with a comma here and there."""
    widths = {len(row.cells) for row in rows}
    if len(widths) == 1:
        return rows
    return tuple(replace(row, cells=(",".join(row.cells).rstrip(","),)) for row in rows)


def _looks_like_heading(table: Table) -> bool:
    words = [plain(cell) for cell in table.rows[0].cells if cell.strip()]
    if any(word in _TEXT_WORDS | _OTHER_WORDS for word in words):
        return True
    if len(words) < 2 or any(len(word) > _LONGEST_HEADING or word.isdigit() for word in words):  # noqa: PLR2004 -- one word alone may be an answer
        return False
    # A heading is shorter than what stands below it.
    below = [len(cell) for row in table.rows[1:] for cell in row.cells if cell.strip()]
    return bool(below) and 2 * max(map(len, words)) < max(below)


def _find_question(worksheet: Worksheet, title: str) -> Question | None:
    wanted = plain(title)
    if not wanted:
        return None
    questions = [question for question in worksheet.questions if is_importable(question)]
    for question in questions:
        label = plain(question.label)
        if wanted in (question.key, label, plain(_BRACKETS.sub("", question.label))):
            return question
    if len(wanted) < _SHORTEST_PART or wanted in _TEAM_WORDS | _TEXT_WORDS | _OTHER_WORDS:
        return None
    near = [question for question in questions if wanted in plain(question.label)]
    return near[0] if len(near) == 1 else None


def _get_main(worksheet: Worksheet) -> Question:
    """Return the question whose text an answer mainly is."""
    usable = [question for question in worksheet.questions if is_importable(question)]
    texts = [question for question in usable if question.kind in _TEXTS]
    for question in (*(text for text in texts if text.required), *texts, *usable):
        return question
    raise BadInput(
        f"「{worksheet.title}」は表からは取り込めません。進行役の画面から入れてください。"
    )


def _find_column(layout: Layout, name: str) -> int:
    wanted = plain(name)
    for index, title in enumerate(layout.titles):
        if plain(title) == wanted:
            return index
    known = "、".join(f"「{title}」" for title in layout.titles if title)
    raise BadInput(f"「{name}」という列はありません。1行目にあるのは {known} です。")


def _guess_text(layout: Layout, main: Question) -> int:
    """Return the column that obviously holds the text: by its heading, else the longest."""
    free = [
        index
        for index in range(len(layout.titles))
        if index not in layout.questions and index != layout.team
    ]
    if layout.has_heading:
        for index in free:
            if plain(layout.titles[index]) in _TEXT_WORDS:
                return index
        free = [index for index in free if plain(layout.titles[index]) not in _OTHER_WORDS] or free
    lengths = {index: _measure(layout.rows, index) for index in free}
    best = max(lengths, key=lambda index: lengths[index], default=None)
    if best is None or not lengths[best]:
        known = "、".join(f"「{title}」" for title in layout.titles if title)
        raise BadInput(
            f"「{main.label}」にあたる列が分かりません。列の名前を指定してください。"
            f"あるのは {known} です。"
        )
    return best


def _measure(rows: tuple[TableRow, ...], index: int) -> int:
    """Return how much text a column holds; numbers are no text."""
    cells = [row.cells[index].strip() for row in rows if index < len(row.cells)]
    return sum(len(cell) for cell in cells if not cell.replace(".", "").isdigit())
