"""Words of everyday community life: themes, places, times, tools, fields, and what answers what."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError

from programs.checks import check_source
from programs.mistakes import list_mistakes, name_nearest
from programs.problems import ContentProblem, Place
from programs.question_checks import check_unique
from programs.questions import Content, Key, Line, Source, SourceKind
from programs.reading import CONTENT
from programs.yaml_files import YamlFile, read_yaml

LEXICON_FILE = "lexicon.yaml"
_GROUPS = ("themes", "places", "times", "tools", "fields")

Spelling = Annotated[
    str, StringConstraints(min_length=1, max_length=20, strip_whitespace=True, pattern=r"^\S+$")
]


class WordGroup(Content):
    """One theme, place, time, tool or field with the words by which it is told."""

    key: Key = Field(description="英小文字・数字・ハイフン。公開後は変えない。")
    label: Line = Field(description="理由の文に出る名前。")
    words: tuple[Spelling, ...] = Field(
        min_length=1, description="文に現れる形の言葉。途中で切ってよい。"
    )
    broad: bool = Field(
        default=False, description="多くの声に出る広いテーマは true。弱い理由として数える。"
    )
    complement: bool = Field(
        default=False,
        description="足りない者どうしのように、同じだけでは分け合うもののないテーマは true。",
    )


class Answering(Content):
    """What people can do or want to try (give) that may answer what others worry about (need)."""

    give: Key = Field(description="できること・やってみたいことのテーマの key。")
    need: tuple[Key, ...] = Field(
        min_length=1, description="それが応えられそうな、気になることのテーマの key。"
    )
    why: Line = Field(description="なぜ応えられそうか。理由の文に出る。")


class Lexicon(Content):
    """The whole file."""

    source: Source = Field(description="kind: ours。資料から写した言葉ではないこと。")
    themes: tuple[WordGroup, ...] = Field(description="暮らしのテーマ。")
    places: tuple[WordGroup, ...] = Field(description="場所。")
    times: tuple[WordGroup, ...] = Field(description="時間。")
    tools: tuple[WordGroup, ...] = Field(description="道具。")
    fields: tuple[WordGroup, ...] = Field(description="分野。key は声のカードの選択肢と同じ。")
    answers: tuple[Answering, ...] = Field(description="何が何に応えられそうか。")
    idioms: tuple[Spelling, ...] = Field(
        default=(), description="言い回し。その中の「猫」「骨」などは、言葉どおりには数えない。"
    )


class LexiconReading(Content):
    """The lexicon, or None and everything that keeps it from being read."""

    lexicon: Lexicon | None
    problems: tuple[ContentProblem, ...]


def read_lexicon(root: Path = CONTENT) -> LexiconReading:
    """Read the lexicon; mistakes in it never raise. A town's own folder may do without one."""
    if root != CONTENT and not (root / LEXICON_FILE).exists():
        return LexiconReading(lexicon=None, problems=())
    file = read_yaml(root, LEXICON_FILE)
    problems = list(file.problems)
    if file.data is None:
        return LexiconReading(lexicon=None, problems=tuple(problems))
    try:
        lexicon = Lexicon.model_validate(file.data)
    except ValidationError as error:
        problems += list_mistakes(error, shape=Lexicon, file=LEXICON_FILE)
        return LexiconReading(lexicon=None, problems=_with_lines(file, problems))
    problems += check_lexicon(lexicon)
    return LexiconReading(
        lexicon=None if problems else lexicon, problems=_with_lines(file, problems)
    )


@lru_cache(maxsize=1)
def get_lexicon() -> Lexicon:
    """Return the lexicon that comes with the product; its content is checked before release."""
    reading = read_lexicon()
    if reading.lexicon is None:
        raise ValueError("\n".join(str(problem) for problem in reading.problems))
    return reading.lexicon


def check_lexicon(lexicon: Lexicon) -> Iterator[ContentProblem]:
    """Give every broken rule of the lexicon."""
    place = Place(LEXICON_FILE)
    yield from check_source(lexicon.source, place.inside("source"))
    if lexicon.source.kind is not SourceKind.OURS:
        yield place.inside("source", "kind").problem(
            "言葉の辞書は、本ツールが選んだ言葉だけを入れるところです。",
            "kind: ours と書き、資料から写した言葉は消してください。",
        )
    for name in _GROUPS:
        yield from _check_groups(getattr(lexicon, name), place.inside(name))
    yield from _check_answers(lexicon, place.inside("answers"))
    yield from check_unique(lexicon.idioms, place.inside("idioms"), key="")


def _check_groups(groups: tuple[WordGroup, ...], place: Place) -> Iterator[ContentProblem]:
    yield from check_unique((group.key for group in groups), place)
    yield from check_unique((group.label for group in groups), place, key="label")
    for number, group in enumerate(groups):
        spot = place.inside(number, "words")
        yield from check_unique(group.words, spot, key="")
        for position, word in enumerate(group.words):
            if len(word) == 1 and not is_kanji(word):
                yield spot.inside(position).problem(
                    f"「{word}」は、ほかの言葉の中にも出てくる1文字です。",
                    "2文字以上の言葉にしてください。1文字で使えるのは漢字だけです。",
                )


def _check_answers(lexicon: Lexicon, place: Place) -> Iterator[ContentProblem]:
    themes = [theme.key for theme in lexicon.themes]
    for number, answering in enumerate(lexicon.answers):
        named = [("give", answering.give), *(("need", key) for key in answering.need)]
        for name, key in named:
            if key not in themes:
                yield place.inside(number, name).problem(
                    f"「{key}」というテーマはありません。", name_nearest(key, themes)
                )
        yield from check_unique(answering.need, place.inside(number, "need"), key="")


def is_kanji(char: str) -> bool:
    """Tell whether a character is a Chinese character; one alone can be a word."""
    return "\u4e00" <= char <= "\u9fff" or char == "々"


def _with_lines(file: YamlFile, problems: list[ContentProblem]) -> tuple[ContentProblem, ...]:
    return tuple(p if p.line is not None else file.add_line(p) for p in dict.fromkeys(problems))
