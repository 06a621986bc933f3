"""What a program, its meetings and its steps may say in YAML."""

from enum import StrEnum

from pydantic import Field, RootModel

from programs.questions import Content, Key, Line, Option, Question, Source, Text, Worksheet


class Trouble(Content):
    """Something that tends to go wrong, and what helps."""

    sign: Line = Field(description="どんな様子か。")
    remedy: Text = Field(description="どうするか。そのまま言える一言があるとよい。")


class StageText(Content):
    """What the wall screen shows during a step. One message at a time."""

    heading: Line = Field(description="投影の見出し。20字くらいまで。")
    lines: tuple[Line, ...] = Field(
        default=(), max_length=5, description="投影の文。1行30字くらいまで、5行まで。"
    )


class StepKind(StrEnum):
    """What the room does during a step."""

    TASK = "task"
    OPENING = "opening"
    TALK = "talk"
    WRITE = "write"
    DISCUSS = "discuss"
    SHARE = "share"
    CHOOSE = "choose"
    BREAK = "break"
    CLOSING = "closing"


class Step(Content):
    """One stage of a meeting."""

    key: Key = Field(description="回の中で一つだけの名前。公開後は変えない。")
    title: Line = Field(description="ステップの名前。画面と進行表に出る。")
    kind: StepKind = Field(
        description="することの種類。作業 task、開会 opening、話を聞く talk、書く write、"
        "話し合う discuss、伝え合う share、選ぶ choose、休憩 break、閉会 closing。"
    )
    aim: Text = Field(description="このステップのねらい。進行役が読む。")
    minutes: int = Field(ge=1, le=180, description="標準の時間(分)。")
    shortest: int = Field(ge=0, le=180, description="押したときの最短の時間(分)。")
    droppable: bool = Field(default=False, description="押したときに飛ばしてよい(▽)なら true。")
    when: str = Field(default="", max_length=40, description="準備の時期。例: 8週前")
    instruction: Line = Field(description="参加者の画面に出る、いますること。")
    easy: str = Field(
        default="",
        max_length=200,
        description="instruction を、やさしい日本語で。「やさしい日本語」を選んだ人の画面に出る。",
    )
    say: tuple[Text, ...] = Field(min_length=1, description="言い方の例。そのまま読める文。")
    do: tuple[Line, ...] = Field(min_length=1, description="進行役がすること。")
    troubles: tuple[Trouble, ...] = Field(default=(), description="つまずきやすいことと手当て。")
    stage: StageText = Field(description="投影に出す文。")
    worksheets: tuple[Key, ...] = Field(default=(), description="このステップで開くワークシート。")
    votes_on: tuple[Key, ...] = Field(
        default=(), description="このステップで票を入れるワークシート(votes が 1 以上のもの)。"
    )
    clusters_on: tuple[Key, ...] = Field(
        default=(),
        description="このステップで似たカードをまとめるワークシート(many: true のもの)。",
    )
    cases: tuple[Key, ...] = Field(default=(), description="このステップで使う架空の事例。")
    practices: tuple[Key, ...] = Field(default=(), description="このステップで読む他市町村の取組。")
    source: Source = Field(description="出典のある内容か、本ツールの進行例か。")


class MeetingKind(StrEnum):
    """How people come together."""

    PREPARATION = "preparation"
    GATHERING = "gathering"
    FIELDWORK = "fieldwork"
    FOLLOW_UP = "follow_up"


class Meeting(Content):
    """One gathering of a program, or the work between gatherings."""

    key: Key = Field(description="ファイル名(.yaml を除く)と同じ名前。公開後は変えない。")
    label: Line = Field(description="例: 第1回")
    title: Line = Field(description="回の題名。")
    kind: MeetingKind = Field(
        description="回の種類。準備 preparation、集まる回 gathering、"
        "訪問など fieldwork、後日 follow_up。"
    )
    aim: Text = Field(description="この回のねらい。")
    main_content: int | None = Field(
        default=None, ge=1, le=3, description="原プログラムの主な内容の番号。"
    )
    outcome: tuple[Line, ...] = Field(description="終わったときに手元にあるもの。")
    homework: tuple[Line, ...] = Field(default=(), description="次回までの宿題。")
    source: Source = Field(description="出典のある内容か、本ツールの進行例か。")
    steps: tuple[Step, ...] = Field(min_length=1, description="ステップ。進める順に。")
    worksheets: tuple[Worksheet, ...] = Field(
        default=(), description="この回で初めて出るワークシート。"
    )

    @property
    def minutes(self) -> int:
        """Standard length in minutes."""
        return sum(step.minutes for step in self.steps)


class Affiliation(Option):
    """Where a participant belongs; `group` keeps office and contractors apart in results."""

    group: Key = Field(description="集計の区分。office, contractor, council, other のどれか。")


class Statement(Content):
    """A sentence about the program with its source."""

    text: Text = Field(description="文。")
    source: Source = Field(description="出典のある内容か、本ツールの進行例か。")


class Case(Content):
    """A fictional composite case. No real person, ever."""

    key: Key = Field(description="ファイル名(.yaml を除く)と同じ名前。公開後は変えない。")
    title: Line = Field(description="事例の題名。")
    notice: Line = Field(description="架空であることのことわり。")
    household: Text = Field(description="把握している世帯像。")
    wishes: Text = Field(description="本人の望みと強み。")
    support_now: Text = Field(description="今の関わり。")
    sticking_points: tuple[Line, ...] = Field(min_length=1, description="困っている接点。")
    questions: tuple[Line, ...] = Field(min_length=1, description="話し合いの問い。")
    source: Source = Field(description="出典のある内容か、本ツールの進行例か。")


class Practice(Content):
    """What another municipality did, as a source tells it."""

    key: Key = Field(description="ファイル名(.yaml を除く)と同じ名前。公開後は変えない。")
    municipality: Line = Field(description="市町村や団体の名前。")
    title: Line = Field(description="取組の題名。")
    population: str = Field(default="", description="人口規模。資料になければ空のまま。")
    stage: str = Field(default="", description="検討フェーズ。資料になければ空のまま。")
    done: Text = Field(description="やったこと。")
    moved_by: str = Field(default="", description="何が動かしたか、つまずき。")
    copy_hint: Line = Field(description="うちで活かすなら、の一言。")
    source: Source = Field(description="資料の名前と、どの部分によるのか。")


class SourceDocument(Content):
    """A document that content may name as its source."""

    key: Key = Field(description="資料の短い名前。内容の source.file に書く。")
    title: Line = Field(description="資料の題名。")
    year: str = Field(description="資料の年度。資料から分かる範囲で。")
    file: Line = Field(description="資料のファイル名。")


class SourceDocuments(RootModel[tuple[SourceDocument, ...]]):
    """What sources.yaml holds."""


class ProgramFacts(Content):
    """What a program says about itself, apart from the parts kept in files of their own."""

    key: Key = Field(description="フォルダー名と同じ名前。公開後は変えない。")
    title: Line = Field(description="短い名前。例: チームづくり編")
    official_name: Line = Field(description="正式な名前。")
    notice: Text = Field(description="本ツールの進行例であることのことわり。画面と資料に出る。")
    aims: tuple[Statement, ...] = Field(description="目的。")
    effects: tuple[Statement, ...] = Field(description="期待される効果。")
    main_contents: tuple[Statement, ...] = Field(
        min_length=3, max_length=3, description="主な内容。三つで、順番は変えない。"
    )
    for_whom: tuple[Statement, ...] = Field(description="どんな市町村のためのものか。")
    not_for: tuple[Statement, ...] = Field(
        default=(), description="得るものが少ないかもしれない市町村。"
    )
    ground_rules: tuple[Line, ...] = Field(description="話し合いの約束。短い言葉で。")
    purpose: Text = Field(description="参加前に見せる、書いたものの使い道。")
    retention_days: int = Field(ge=1, le=3650, description="終了後に残す日数の標準。")
    affiliations: tuple[Affiliation, ...] = Field(min_length=1, description="参加者が選ぶ所属。")
    fields: tuple[Option, ...] = Field(min_length=1, description="参加者が選ぶ分野。")
    moments: tuple[Trouble, ...] = Field(default=(), description="どの回でもよくある場面と一言。")


class ProgramFile(ProgramFacts):
    """What program.yaml holds: its parts are named, each part has a file of its own."""

    meetings: tuple[Key, ...] = Field(
        min_length=1, description="meetings フォルダーのファイル名(.yaml を除く)を、進める順に。"
    )
    cases: tuple[Key, ...] = Field(default=(), description="使う架空の事例のファイル名。")
    practices: tuple[Key, ...] = Field(default=(), description="使う他市町村の取組のファイル名。")


class Program(ProgramFacts):
    """A whole program. Only aim, effects and three main contents come from the original."""

    sources: tuple[SourceDocument, ...]
    meetings: tuple[Meeting, ...] = Field(min_length=1)
    cases: tuple[Case, ...] = ()
    practices: tuple[Practice, ...] = ()

    def find_meeting(self, key: str) -> Meeting | None:
        """Return the meeting with this key, if there is one."""
        return next((meeting for meeting in self.meetings if meeting.key == key), None)

    def find_worksheet(self, key: str) -> Worksheet | None:
        """Return the worksheet with this key, if there is one."""
        return next((sheet for sheet in self.worksheets if sheet.key == key), None)

    @property
    def worksheets(self) -> tuple[Worksheet, ...]:
        """All worksheets in the order of the meetings."""
        return tuple(sheet for meeting in self.meetings for sheet in meeting.worksheets)


__all__ = [
    "Affiliation",
    "Case",
    "Meeting",
    "MeetingKind",
    "Practice",
    "Program",
    "Question",
    "SourceDocument",
    "Statement",
    "Step",
    "StepKind",
    "Trouble",
    "Worksheet",
]
