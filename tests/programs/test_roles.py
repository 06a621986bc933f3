"""Unit: a worksheet of the fieldwork that lacks what its role needs is told, with its line."""

import pytest

from programs.questions import Role
from programs.reading import read_program
from programs.roles import KEYS, OVERLAP_VOICES, RECORD_LINES, VOICE_KINDS, WORDS
from tests.programs.breaking import Broken, broken
from tests.programs.fieldwork import add_fieldwork
from tests.programs.tiny import Content

RECORD = "worksheets[2]"
HEARD = "worksheets[3]"

BROKEN = (
    broken(
        "scope",
        "walk",
        "scope: team\n    role: interviews",
        "scope: individual\n    role: interviews",
        (
            f"{RECORD}.scope",
            "role: interviews のワークシートが「一人一人」になっています。",
        ),
    ),
    broken(
        "many",
        "walk",
        "role: visits\n    many: true",
        "role: visits",
        ("worksheets[0]", "role: visits のワークシートで、出せる枚数が決まりと違います。"),
    ),
    broken(
        "missing",
        "walk",
        "- {key: return-day,",
        "- {key: return-when,",
        (
            f"{RECORD}.questions",
            "role: interviews のワークシートに、問い「return-day」がありません。",
        ),
    ),
    broken(
        "kind",
        "walk",
        "- {key: worries, kind: long_text,",
        "- {key: worries, kind: short_text,",
        (f"{RECORD}.questions[7].kind", "問い「worries」が short_text になっています。"),
    ),
    broken(
        "required",
        "walk",
        "label: 約束, required: true}",
        "label: 約束}",
        ("worksheets[1].questions[0]", "問い「consent」は、空のまま送れないようにします。"),
    ),
    broken(
        "not required",
        "walk",
        "        label: どんな声\n",
        "        label: どんな声\n        required: true\n",
        (f"{HEARD}.questions[0]", "問い「kind」は、空のままでも送れるようにします。"),
    ),
    broken(
        "options",
        "walk",
        "          - {key: none, label: 伝えない}\n",
        "",
        (f"{RECORD}.questions[2].options", "問い「sharing」に、選択肢「none」がありません。"),
    ),
    broken(
        "closed options",
        "walk",
        "          - {key: anonymous, label: みんな}\n",
        "          - {key: anonymous, label: みんな}\n          - {key: public, label: 公開}\n",
        (
            f"{HEARD}.questions[3].options[2].key",
            "問い「sharing」では、選択肢「public」を扱えません。",
        ),
        nth=2,
    ),
    broken(
        "target",
        "walk",
        "label: 二つ目, of: heard}",
        "label: 二つ目, of: record}",
        (
            "worksheets[4].questions[2].of",
            "問い「b」が、role: voices ではないワークシートを指しています。",
        ),
    ),
    broken(
        "columns",
        "walk",
        "- {key: word, label: 聞いた言葉}",
        "- {key: text, label: 聞いた言葉}",
        (f"{RECORD}.questions[4].columns", "表「words」に、列「word」がありません。"),
    ),
)


@pytest.fixture
def walk(content: Content) -> Content:
    add_fieldwork(content)
    return content


def test_fieldwork_as_roles_need_it_has_no_problems(walk: Content) -> None:
    assert [str(problem) for problem in walk.problems()] == []


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.rule)
def test_lack_is_told_once_with_its_place(walk: Content, case: Broken) -> None:
    case.check(walk)


def test_lack_is_told_with_file_line_and_advice(walk: Content) -> None:
    walk.change("walk", "key: state", "key: status")

    (problem,) = walk.problems()

    assert str(problem) == (
        "tiny/meetings/walk.yaml 27行目 worksheets[0].questions: role: visits のワークシートに、"
        "問い「state」がありません。 → key: state、kind: choice の問いを書き足してください。"
    )


def test_voices_of_a_program_without_interviews_may_ask_anything(content: Content) -> None:
    assert content.problems() == ()


def test_question_that_may_be_left_out_must_fit_where_it_stands(walk: Content) -> None:
    label = "- {key: whom, kind: short_text, label: 訪問先, required: true}\n"
    walk.change("walk", label, label + "      - {key: ask, kind: number, label: 聞きたいこと}\n")

    assert [problem.place for problem in walk.problems()] == ["worksheets[0].questions[1].kind"]


@pytest.mark.parametrize("role", KEYS)
def test_shipped_worksheet_has_every_question_its_role_knows(role: Role) -> None:
    program = read_program("community-building").program
    assert program is not None

    sheets = [sheet for sheet in program.worksheets if sheet.role is role]

    assert len(sheets) == 1
    assert KEYS[role] <= {question.key for question in sheets[0].questions}


def test_lines_of_a_record_become_voices_of_a_known_kind() -> None:
    assert set(RECORD_LINES) | {WORDS} <= KEYS[Role.INTERVIEWS]
    assert tuple(RECORD_LINES.values()) == VOICE_KINDS
    assert set(OVERLAP_VOICES) <= KEYS[Role.OVERLAPS]
