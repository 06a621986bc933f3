"""What a question and a worksheet may say in YAML."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

KEY_PATTERN = r"^[a-z0-9][a-z0-9-]{0,39}$"

Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


class Content(BaseModel):
    """Every piece of content: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceKind(StrEnum):
    """Where a statement comes from."""

    SOURCED = "sourced"
    OURS = "ours"


class Source(Content):
    """The source of one part of a program."""

    kind: SourceKind = Field(description="sourced=出典のある内容、ours=本ツールの進行例。")
    file: str = Field(default="", description="sourced のとき、sources.yaml にある資料の key。")
    note: str = Field(default="", description="どの部分が出典によるのか、何を参考にしたのか。")


class QuestionKind(StrEnum):
    """How a question is answered."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    SCALE = "scale"
    NUMBER = "number"
    DATE = "date"
    POSITION = "position"
    RANK = "rank"
    TABLE = "table"
    REFERENCE = "reference"


class Option(Content):
    """One thing that can be chosen."""

    key: Key = Field(description="英小文字・数字・ハイフン。公開後は変えない。")
    label: Line = Field(description="画面に出る言葉。")


class Axis(Content):
    """One axis of a position question, with the words at both ends."""

    label: Line = Field(description="軸の名前。例: 効果")
    low: Line = Field(description="小さい側の言葉。例: 小さい")
    high: Line = Field(description="大きい側の言葉。例: 大きい")


class Quarters(Content):
    """The words of the four fields that two axes make."""

    high_high: Line = Field(description="横も縦も大きい側(右上)の言葉。例: まずここから")
    low_high: Line = Field(description="横は小さく縦は大きい側(左上)の言葉。例: 時間をかけて")
    high_low: Line = Field(description="横は大きく縦は小さい側(右下)の言葉。例: すぐにできる")
    low_low: Line = Field(description="横も縦も小さい側(左下)の言葉。例: いまは置いておく")


class Column(Content):
    """One column of a table question."""

    key: Key = Field(description="表の中で一つだけの名前。公開後は変えない。")
    label: Line = Field(description="列の見出し。")
    kind: QuestionKind = Field(
        default=QuestionKind.SHORT_TEXT,
        description="short_text, long_text, choice, number, date のどれか。",
    )
    options: tuple[Option, ...] = Field(default=(), description="choice のときの選択肢。")


class Question(Content):
    """One field of a worksheet."""

    key: Key = Field(description="ワークシートの中で一つだけの名前。公開後は変えない。")
    kind: QuestionKind = Field(
        description="答え方。短い文 short_text、長い文 long_text、1つ選ぶ choice、"
        "いくつか選ぶ choices、段 scale、数 number、日付 date、位置 position、順位 rank、"
        "表 table、前の回答 reference。"
    )
    label: Line = Field(description="問いの文。参加者の画面に出る。")
    help: str = Field(default="", max_length=300, description="書き方の手がかりや例。")
    required: bool = Field(default=False, description="空のまま送れないときだけ true。")
    options: tuple[Option, ...] = Field(default=(), description="choice, choices, rank の選択肢。")
    of: Key | None = Field(
        default=None,
        description="reference と rank で、前に出た回答を選ばせるときのワークシートの key。",
    )
    mark: str = Field(
        default="",
        max_length=5,
        description="reference で、この印で始まる回答があるときは、それだけを出す。例: ★",
    )
    max_length: int | None = Field(
        default=None, ge=1, le=2000, description="文字数の上限。short_text 200、long_text 2000。"
    )
    least: int | None = Field(default=None, description="scale, number, position の最小。")
    most: int | None = Field(
        default=None, description="scale, number, position の最大。choices は選べる数。"
    )
    labels: tuple[Line, ...] = Field(
        default=(), description="scale の各段の言葉。段の数だけ、小さい順に。"
    )
    x: Axis | None = Field(default=None, description="position の横軸。")
    y: Axis | None = Field(default=None, description="position の縦軸。")
    quarters: Quarters | None = Field(
        default=None, description="position の四つの区画に添える言葉。なくてもよい。"
    )
    columns: tuple[Column, ...] = Field(default=(), description="table の列。")
    max_rows: int = Field(default=20, ge=1, le=50, description="table の行の上限。")


class Scope(StrEnum):
    """Who fills one copy of a worksheet."""

    INDIVIDUAL = "individual"
    TEAM = "team"
    PLENARY = "plenary"


class Role(StrEnum):
    """What a worksheet is for, so that reports and decks know where to look."""

    SURVEY = "survey"
    STOCKTAKE = "stocktake"
    VISITS = "visits"
    GUIDE = "guide"
    INTERVIEWS = "interviews"
    VOICES = "voices"
    OVERLAPS = "overlaps"
    CASE = "case"
    MEMO = "memo"
    HOMEWORK = "homework"
    VISION = "vision"
    IDEAS = "ideas"
    RATING = "rating"
    CHOICE = "choice"
    PLAN = "plan"
    FIRST_STEPS = "first_steps"
    REVIEW = "review"
    DECLARATION = "declaration"
    OWN_WORDS = "own_words"
    REFLECTION = "reflection"
    PROGRESS = "progress"


class Worksheet(Content):
    """Questions that are filled in together."""

    key: Key = Field(description="プログラムの中で一つだけの名前。公開後は変えない。")
    title: Line = Field(description="ワークシートの名前。画面と資料に出る。")
    lead: str = Field(default="", max_length=300, description="書く人への一言。")
    easy: str = Field(
        default="",
        max_length=300,
        description="lead を、やさしい日本語で。「やさしい日本語」を選んだ人の画面に出る。",
    )
    scope: Scope = Field(
        description="書く人。一人一人 individual、班で1つ team、全体で1つ plenary。"
    )
    role: Role = Field(description="まとめや資料での使い道。")
    many: bool = Field(default=False, description="カードのように何枚も出せるとき true。")
    anonymous: bool = Field(default=False, description="だれが書いたかを見せないとき true。")
    most_cards: int = Field(default=300, ge=1, le=300, description="many のとき、1人(班)の上限。")
    votes: int = Field(
        default=0,
        ge=0,
        le=100,
        description="カードに票を入れるとき、1人の票数。100点を分けるなら 100。0 は投票なし。",
    )
    vote_step: Literal[1, 10] = Field(
        default=1, description="票を入れるきざみ。シールのような票は 1、100点を分けるなら 10。"
    )
    votes_on_one: int = Field(
        default=0,
        ge=0,
        le=100,
        description="1人が1つのカードに入れられる上限。0 は上限なし、1 は1つに1票まで。",
    )
    questions: tuple[Question, ...] = Field(min_length=1, description="問い。答える順に。")
    source: Source = Field(description="出典のある内容か、本ツールの進行例か。")
