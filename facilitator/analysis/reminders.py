"""Texts that a facilitator copies into a mail, one for everybody and one for each team.

They hold numbers and the way back in, no names and nothing that anybody said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from facilitator.analysis.fieldwork import Fieldwork, Stage, TeamVisits
from programs.model import Program
from programs.questions import Role


class Moment(StrEnum):
    """When a reminder is sent."""

    START = "start"
    HALFWAY = "halfway"
    BEFORE = "before"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What every reminder carries: which workshop, the way in, what comes next."""

    title: str
    url: str
    next_meeting: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """One mail; `team` is empty for the one to everybody."""

    team: str
    to: str
    subject: str
    text: str


def name_moments(next_meeting: str) -> Mapping[Moment, str]:
    """Return the moments in words."""
    return {
        Moment.START: "はじめに",
        Moment.HALFWAY: "半ばの声かけ",
        Moment.BEFORE: f"{next_meeting}の前に",
        Moment.RETURN: "お返しの前に",
    }


def find_next_meeting(program: Program) -> str:
    """Return the name of the meeting that follows the visits."""
    sent_out = [
        number
        for number, meeting in enumerate(program.meetings)
        if any(sheet.role is Role.INTERVIEWS for sheet in meeting.worksheets)
    ]
    after = sent_out[0] + 1 if sent_out else 0
    return program.meetings[after].label if 0 < after < len(program.meetings) else "次の回"


def suggest_moment(fieldwork: Fieldwork) -> Moment:
    """Return the moment that fits how far the visits are."""
    going = sum(len(team.going) for team in fieldwork.teams)
    if not fieldwork.count(Stage.MET):
        return Moment.START
    written = fieldwork.count(Stage.WRITTEN)
    if written == going and fieldwork.count(Stage.RETURNED):
        return Moment.RETURN
    return Moment.BEFORE if written * 2 > going else Moment.HALFWAY


def make_reminders(
    fieldwork: Fieldwork, moment: Moment, invitation: Invitation
) -> tuple[Reminder, ...]:
    """Return the mail to everybody, then one for each team."""
    subject = f"【{invitation.title}】{_SUBJECTS[moment].format(next=invitation.next_meeting)}"
    general = Reminder("", "全員へ", subject, _compose("皆さま", _for_all(moment), invitation))
    return (
        general,
        *(
            Reminder(
                team.team.key,
                f"{team.team.name}へ",
                subject,
                _compose(f"{team.team.name}の皆さま", _for_team(team, moment), invitation),
            )
            for team in fieldwork.teams
        ),
    )


_SUBJECTS = {
    Moment.START: "訪問が始まります",
    Moment.HALFWAY: "訪問の様子はいかがですか",
    Moment.BEFORE: "{next}の前のお願い",
    Moment.RETURN: "お返しのお願い",
}


def _compose(to: str, body: tuple[str, ...], invitation: Invitation) -> str:
    lines = "\n".join(body).replace("{next}", invitation.next_meeting)
    return (
        f"{to}\n\n"
        f"「{invitation.title}」事務局です。\n"
        f"{lines}\n\n"
        "書く画面はこちらです（はじめに使ったスマホで開くと、続きから書けます）。\n"
        f"{invitation.url}\n"
        "電波のない所でも書けます。つながったときに届きます。\n\n"
        "困ったことがあれば、いつでも事務局へお電話ください。"
    )


def _for_all(moment: Moment) -> tuple[str, ...]:
    return {
        Moment.START: (
            "いよいよ訪問の期間が始まります。",
            "・お願いができたら、日にちと「いまの様子」を訪問計画に書いてください。",
            "・訪ねる前に、聞き取りの手引きの「約束の文」を声に出して読みます。",
            "・お名前、住所、写真、録音はなしです。",
            "・聞いた言葉は、その日のうちに、聞いたままに書きます。",
            "・断られても大丈夫です。訪問計画に「今回は見送り」と書いてください。",
        ),
        Moment.HALFWAY: (
            "訪問の期間も半ばになりました。数を急かすためのご連絡ではありません。",
            "・お願いがまだの方は、事務局がご一緒に電話をします。",
            "・日が合わないときは、訪ねる人を替えることも、1件に減らすこともできます。",
            "・会ってこられた方は、その日のうちに記録を書いてください。",
        ),
        Moment.BEFORE: (
            "訪問、お疲れさまでした。まもなく{next}です。",
            "・記録がまだの方は、言葉を三つと、伝えてよい範囲だけでも書いてください。",
            "・「ほかの人には伝えない」を選ばれた方のお話は、書かないでください。",
            "・{next}で読む言葉を、三つ選んできてください。",
        ),
        Moment.RETURN: (
            "話してくださった方へ、お返しにうかがう時期になりました。",
            "・研修でどんな話になったかを、短くお伝えください。",
            "・伝えたら、聞き取りの記録の「お返し」に印を付けてください。",
            "・行けなくなったときは、電話一本でも大丈夫です。",
        ),
    }[moment]


def _for_team(team: TeamVisits, moment: Moment) -> tuple[str, ...]:
    going, met = len(team.going), team.count(Stage.MET)
    unwritten = met - team.count(Stage.WRITTEN)
    owed = sum(record.owed for record in team.records)
    if not going:
        return (
            "訪問計画には、まだ予定が書かれていません。1件だけで大丈夫です。",
            "だれを訪ねるか迷っているときは、事務局がご一緒に考えます。",
            *_for_all(moment)[1:],
        )
    told = [f"いまの訪問計画は{going}件、会った方は{met}件です。"]
    if moment is Moment.RETURN:
        told = [
            f"お返しの約束で、まだ印の付いていないものが{owed}件あります。"
            if owed
            else "お返しの約束には、すべて印が付いています。ありがとうございました。"
        ]
    elif unwritten:
        told.append(
            f"会ったあとの記録が{unwritten}件まだです。言葉を三つと、伝えてよい範囲だけでも"
            "書いてください。"
        )
    elif met:
        told.append("会った方の記録は、すべて届いています。ありがとうございます。")
    return (*told, *_for_all(moment))
