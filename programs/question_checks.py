"""Rules a single question must keep: what belongs to its kind and what does not."""

from collections.abc import Callable, Iterable, Iterator

from programs.problems import ContentProblem, Place
from programs.questions import Column, Option, Question, QuestionKind

Rule = Callable[[Question, Place], Iterator[ContentProblem]]

_TEXTS = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)
_CHOICES = (QuestionKind.CHOICE, QuestionKind.CHOICES)
_RANGED = (QuestionKind.SCALE, QuestionKind.NUMBER, QuestionKind.POSITION)
_COLUMN_KINDS = (*_TEXTS, QuestionKind.CHOICE, QuestionKind.NUMBER, QuestionKind.DATE)
_SCALE = (1, 4)
_MOST_COLUMNS = 8
_LEAST_STAGES, _MOST_STAGES = 2, 10
_SHORT = 200


def check_question(question: Question, place: Place) -> Iterator[ContentProblem]:
    """Give every broken rule of one question."""
    for rule in _RULES:
        yield from rule(question, place)


def check_unique(
    values: Iterable[str], place: Place, *, key: str = "key"
) -> Iterator[ContentProblem]:
    """Report each value that stood earlier in the same list; `key` "" is the value itself."""
    seen: dict[str, int] = {}
    for number, value in enumerate(values):
        if value in seen:
            spot = place.inside(number, key) if key else place.inside(number)
            yield spot.problem(
                f"「{value}」が{seen[value] + 1}番目と{number + 1}番目にあります。",
                "どちらかを別の名前に変えるか、消してください。",
            )
        seen.setdefault(value, number)


def check_options_fit_kind(question: Question, place: Place) -> Iterator[ContentProblem]:
    allowed = (*_CHOICES, QuestionKind.RANK)
    yield from _check_options(question.options, place, needed=question.kind in _CHOICES)
    if question.options and question.kind not in allowed:
        yield place.inside("options").problem(
            f"{question.kind} の問いに選択肢は使えません。",
            "options を消すか、kind を choice か choices に変えてください。",
        )


def _check_options(
    options: tuple[Option, ...], place: Place, *, needed: bool
) -> Iterator[ContentProblem]:
    spot = place.inside("options")
    if needed and len(options) < 2:  # noqa: PLR2004 -- one option is no choice
        yield spot.problem("選択肢が足りません。", "options に2つ以上の選択肢を書いてください。")
    yield from check_unique((option.key for option in options), spot)
    yield from check_unique((option.label for option in options), spot, key="label")


def check_reference_names_a_worksheet(question: Question, place: Place) -> Iterator[ContentProblem]:
    if question.kind is QuestionKind.REFERENCE and question.of is None:
        yield place.problem(
            "どのワークシートの回答から選ぶのかが書かれていません。",
            "「of: …」にワークシートの key を書いてください。",
        )
    if question.of is not None and question.kind not in (QuestionKind.REFERENCE, QuestionKind.RANK):
        yield place.inside("of").problem(
            f"{question.kind} の問いに of は使えません。",
            "of を消すか、kind を reference か rank に変えてください。",
        )


def check_rank_has_something_to_order(question: Question, place: Place) -> Iterator[ContentProblem]:
    if question.kind is QuestionKind.RANK and bool(question.options) == bool(question.of):
        yield place.problem(
            "順位を付けるものが、決まっていないか、二通りあります。",
            "options(選択肢)か of(前に出た回答)の、どちらか一方だけを書いてください。",
        )


def check_scale_labels_match_its_stages(
    question: Question, place: Place
) -> Iterator[ContentProblem]:
    if question.kind is not QuestionKind.SCALE:
        if question.labels:
            yield place.inside("labels").problem(
                f"{question.kind} の問いに labels は使えません。",
                "labels を消すか、kind を scale に変えてください。",
            )
        return
    least, most = _get_scale(question)
    stages = most - least + 1
    if not _LEAST_STAGES <= stages <= _MOST_STAGES:
        yield place.problem(
            f"尺度が{least}から{most}になっています。",
            f"{_LEAST_STAGES}段から{_MOST_STAGES}段になるように least と most を書いてください。",
        )
    elif len(question.labels) != stages:
        yield place.inside("labels").problem(
            f"尺度は{stages}段ですが、段の言葉は{len(question.labels)}個です。",
            f"{least}から{most}までの言葉を、小さい順に{stages}個書いてください。",
        )


def _get_scale(question: Question) -> tuple[int, int]:
    least = _SCALE[0] if question.least is None else question.least
    most = _SCALE[1] if question.most is None else question.most
    return least, most


def check_limits_fit_kind(question: Question, place: Place) -> Iterator[ContentProblem]:
    if question.kind is QuestionKind.CHOICES:
        yield from _check_choices_limits(question, place)
        return
    for name, value in (("least", question.least), ("most", question.most)):
        if value is not None and question.kind not in _RANGED:
            yield place.inside(name).problem(
                f"{question.kind} の問いに {name} は使えません。", f"{name} を消してください。"
            )
    least, most = question.least, question.most
    if question.kind in _RANGED and least is not None and most is not None and least >= most:
        yield place.inside("least").problem(
            "least が most より小さくありません。", "least は most より小さい数にしてください。"
        )


def _check_choices_limits(question: Question, place: Place) -> Iterator[ContentProblem]:
    if question.least is not None:
        yield place.inside("least").problem(
            "choices の問いに least は使えません。", "least を消してください。"
        )
    if question.most is not None and not 1 <= question.most <= len(question.options):
        yield place.inside("most").problem(
            f"選べる数が{question.most}になっています。",
            f"1から選択肢の数({len(question.options)})までにしてください。",
        )


def check_position_has_both_axes(question: Question, place: Place) -> Iterator[ContentProblem]:
    for name, axis in (("x", question.x), ("y", question.y)):
        if question.kind is QuestionKind.POSITION and axis is None:
            yield place.problem(
                f"位置の問いに軸「{name}」がありません。",
                f"「{name}:」に label、low、high を書いてください。",
            )
        if question.kind is not QuestionKind.POSITION and axis is not None:
            yield place.inside(name).problem(
                f"{question.kind} の問いに軸は使えません。",
                f"{name} を消すか、kind を position に変えてください。",
            )


def check_quarters_and_mark_fit_kind(question: Question, place: Place) -> Iterator[ContentProblem]:
    if question.quarters is not None and question.kind is not QuestionKind.POSITION:
        yield place.inside("quarters").problem(
            f"{question.kind} の問いに区画の言葉は使えません。",
            "quarters を消すか、kind を position に変えてください。",
        )
    if question.mark and question.kind is not QuestionKind.REFERENCE:
        yield place.inside("mark").problem(
            f"{question.kind} の問いに mark は使えません。",
            "mark を消すか、kind を reference に変えてください。",
        )


def check_columns_fit_kind(question: Question, place: Place) -> Iterator[ContentProblem]:
    spot = place.inside("columns")
    if question.kind is not QuestionKind.TABLE:
        if question.columns:
            yield spot.problem(
                f"{question.kind} の問いに columns は使えません。",
                "columns を消すか、kind を table に変えてください。",
            )
        return
    if not question.columns:
        yield place.problem("表に列がありません。", "columns に列を1つ以上書いてください。")
    if len(question.columns) > _MOST_COLUMNS:
        yield spot.problem(
            f"表の列が{len(question.columns)}あります。",
            f"スマートフォンで書けるように{_MOST_COLUMNS}列までにしてください。",
        )
    yield from check_unique((column.key for column in question.columns), spot)
    for number, column in enumerate(question.columns):
        yield from _check_column(column, spot.inside(number))


def _check_column(column: Column, place: Place) -> Iterator[ContentProblem]:
    if column.kind not in _COLUMN_KINDS:
        yield place.inside("kind").problem(
            f"表の列に {column.kind} は使えません。",
            f"{'、'.join(_COLUMN_KINDS)} のどれかにしてください。",
        )
    is_choice = column.kind is QuestionKind.CHOICE
    yield from _check_options(column.options, place, needed=is_choice)
    if column.options and not is_choice:
        yield place.inside("options").problem(
            f"{column.kind} の列に選択肢は使えません。",
            "options を消すか、kind を choice に変えてください。",
        )


def check_length_fits_kind(question: Question, place: Place) -> Iterator[ContentProblem]:
    spot = place.inside("max_length")
    if question.max_length is None:
        return
    if question.kind not in _TEXTS:
        yield spot.problem(
            f"{question.kind} の問いに文字数は決められません。", "max_length を消してください。"
        )
    if question.kind is QuestionKind.SHORT_TEXT and question.max_length > _SHORT:
        yield spot.problem(
            "short_text にしては文字数が多すぎます。",
            f"{_SHORT}までにするか、kind を long_text に変えてください。",
        )


_RULES: tuple[Rule, ...] = (
    check_options_fit_kind,
    check_reference_names_a_worksheet,
    check_rank_has_something_to_order,
    check_scale_labels_match_its_stages,
    check_limits_fit_kind,
    check_position_has_both_axes,
    check_quarters_and_mark_fit_kind,
    check_columns_fit_kind,
    check_length_fits_kind,
)
