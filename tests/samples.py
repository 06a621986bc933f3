"""Small content for tests: a program with a sheet of every scope and every kind of question."""

from programs.model import (
    Affiliation,
    Meeting,
    MeetingKind,
    Program,
    StageText,
    Statement,
    Step,
    StepKind,
)
from programs.questions import (
    Axis,
    Column,
    Option,
    Question,
    QuestionKind,
    Role,
    Scope,
    Source,
    SourceKind,
    Worksheet,
)

OURS = Source(kind=SourceKind.OURS)


def make_question(key: str, kind: QuestionKind, **more: object) -> Question:
    return Question.model_validate({"key": key, "kind": kind, "label": f"問い {key}", **more})


def make_sheet(key: str, *questions: Question, **more: object) -> Worksheet:
    given = {"scope": Scope.INDIVIDUAL, "role": Role.VOICES, **more}
    return Worksheet.model_validate(
        {"key": key, "title": f"シート {key}", "questions": questions, "source": OURS, **given}
    )


def make_step(key: str, *sheets: str, **more: object) -> Step:
    return Step.model_validate(
        {
            "key": key,
            "title": f"ステップ {key}",
            "kind": StepKind.WRITE,
            "aim": "ねらい",
            "minutes": 10,
            "shortest": 5,
            "instruction": "書いてください",
            "say": ["始めます。"],
            "do": ["開く"],
            "stage": StageText(heading="見出し"),
            "worksheets": sheets,
            "source": OURS,
            **more,
        }
    )


def make_all_kinds() -> Worksheet:
    """A sheet with every kind of question."""
    options = [Option(key="a", label="あ"), Option(key="b", label="い")]
    axis = Axis(label="効果", low="小さい", high="大きい")
    return make_sheet(
        "all-kinds",
        make_question("short", QuestionKind.SHORT_TEXT),
        make_question("long", QuestionKind.LONG_TEXT),
        make_question("choice", QuestionKind.CHOICE, options=options),
        make_question("choices", QuestionKind.CHOICES, options=options),
        make_question("scale", QuestionKind.SCALE, least=1, most=4, labels=["1", "2", "3", "4"]),
        make_question("number", QuestionKind.NUMBER, least=0, most=100),
        make_question("date", QuestionKind.DATE),
        make_question("position", QuestionKind.POSITION, x=axis, y=axis),
        make_question("rank", QuestionKind.RANK, options=options),
        make_question(
            "table",
            QuestionKind.TABLE,
            columns=[Column(key="who", label="だれ"), Column(key="what", label="なに")],
        ),
        make_question("reference", QuestionKind.REFERENCE, of="cards"),
        role=Role.MEMO,
    )


def make_program() -> Program:
    """Two short meetings with a sheet of every scope."""
    statement = Statement(text="文", source=OURS)
    cards = make_sheet(
        "cards",
        make_question("text", QuestionKind.SHORT_TEXT, required=True, max_length=80),
        many=True,
        votes=3,
    )
    note = make_sheet("note", make_question("text", QuestionKind.LONG_TEXT))
    secret = make_sheet(
        "secret", make_question("text", QuestionKind.LONG_TEXT), anonymous=True, role=Role.SURVEY
    )
    together = make_sheet(
        "together", make_question("text", QuestionKind.LONG_TEXT), scope=Scope.TEAM, role=Role.MEMO
    )
    plenary = make_sheet(
        "plenary", make_question("text", QuestionKind.LONG_TEXT), scope=Scope.PLENARY
    )
    first = Meeting(
        key="meeting-1",
        label="第1回",
        title="ふりかえる",
        kind=MeetingKind.GATHERING,
        aim="ねらい",
        outcome=("成果",),
        source=OURS,
        steps=(
            make_step("opening"),
            make_step(
                "write",
                "cards",
                "note",
                "together",
                "plenary",
                "secret",
                "all-kinds",
                clusters_on=["cards"],
            ),
            make_step("vote", votes_on=["cards"]),
        ),
        worksheets=(cards, note, secret, together, plenary, make_all_kinds()),
    )
    second = first.model_copy(
        update={
            "key": "meeting-2",
            "label": "第2回",
            "worksheets": (),
            "steps": (make_step("opening"), make_step("again", "note")),
        }
    )
    return Program(
        key="tiny",
        title="小さな編",
        official_name="小さなプログラム",
        notice="本ツールの進行例です。",
        aims=(statement,),
        effects=(statement,),
        main_contents=(statement, statement, statement),
        for_whom=(statement,),
        ground_rules=("よく聴く",),
        purpose="この研修のまとめに使います。",
        retention_days=90,
        affiliations=(
            Affiliation(key="office", label="行政職員", group="office"),
            Affiliation(key="partner", label="委託先", group="contractor"),
        ),
        fields=(Option(key="elderly", label="高齢・介護"), Option(key="child", label="子ども")),
        sources=(),
        meetings=(first, second),
    )
