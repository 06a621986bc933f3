"""A made-up town for the wall: people heard, their voices, and where these meet."""

from itertools import count

from programs.reading import read_program
from worksheets import rooms, workshops
from worksheets.answers import save_answer, save_answers
from worksheets.participants import join
from worksheets.records import Opened, Options, Participant, Submission, Values

RECORD, VISIT, VOICES, OVERLAPS = "interview-record", "visit-plan", "voices", "overlaps"
IDEAS, GUIDE = "ideas", "interview-guide"
ANONYMOUS, TEAM, NONE = "anonymous", "team", "none"
KINDS = ("value", "can-do", "worry", "want-to-try")

PEOPLE = (
    "商店街で店を開いている人",
    "公園の花の世話を続けている人",
    "駅前の交番のとなりで床屋をしている人",
    "学校の帰り道に立っている人",
    "古い道具を直せる人",
    "お寺で朝の掃除をしている人",
    "子ども食堂に野菜を運ぶ農家の人",
    "夜の図書室を開けている人",
    "団地の集会所の鍵を預かる人",
    "バスの終点で食堂をしている人",
)
WORDS = (
    "朝、シャッターを開ける音で、となりの元気が分かるんだよ",
    "声をかけるより、まず自分が毎日そこにいることだと思ってる",
    "直してほしいって言われるのが、いちばんうれしい",
    "昔は祭りの前になると、若い人が勝手に集まってきたもんだけどねえ",
    "子どもの名前は知らなくても、歩き方でだれの孫か分かる",
    "夜に灯りがついている所が一つあるだけで、ちがうでしょう",
    "だれかに頼まれたら断れないけど、頼まれないのはもっとさみしい",
    "花を植えてると、知らない人が立ち止まって話していく",
)
LINES = {
    "values": "毎朝、店の前を掃いて声をかける\n急がせない",
    "can-do": "ボタン付けと、ズボンのすそ上げ",
    "worries": "店を閉めたあと、朝のあいさつをする人がいなくなる",
    "want-to-try": "子どもに針と糸を持たせてみたい",
}


class Town:
    """A workshop of the real program with three teams; what is written comes from its phones."""

    def __init__(self) -> None:
        reading = read_program("community-building")
        assert reading.program is not None
        self.opened: Opened = workshops.open_workshop(
            reading.program,
            title="地域づくり研修",
            municipality="みどり町",
            options=Options(teams=workshops.make_teams(4)),
        )
        self.code = self.opened.workshop.code
        self._numbers = count()
        self.people: tuple[Participant, ...] = tuple(
            join(
                self.code, name=f"訪ねた人{number}", affiliation="resident", team=f"t{number + 1}"
            ).participant
            for number in range(4)
        )

    def go(self, meeting: str, step: str) -> None:
        rooms.go_to(self.code, meeting, step)

    def write(
        self,
        sheet: str,
        values: Values,
        *,
        team: int = 0,
        answer: str | None = None,
        version: int = 1,
    ) -> str:
        """Write as a team's phone does; the sheet is opened where it is not."""
        rooms.open_worksheet(self.code, sheet)
        submission = Submission(
            self.code,
            f"sent-{next(self._numbers)}",
            sheet,
            values,
            self.people[team],
            answer_id=answer,
            version=version if answer else None,
        )
        return save_answer(submission).answer_id

    def hear(self, number: int = 0, *, sharing: str = ANONYMOUS, **more: object) -> str:
        """Write the record of somebody heard."""
        first = number * 3
        words = [{"word": WORDS[(first + each) % len(WORDS)]} for each in range(3 + number % 3)]
        values = {
            "who": PEOPLE[number % len(PEOPLE)],
            "sharing": sharing,
            "day": "2026-11-05",
            "place": "店先の長いす",
            "words": words,
            **LINES,
            "should-meet": "手芸の得意な中学生",
            "noticed": "聞き手が感じたこと",
            "return-what": "紙1枚で伝えに行く",
            "return-day": "2026-12-01",
            **more,
        }
        return self.write(RECORD, values, team=number % 4)

    def say(self, number: int = 0, record: str = "", **more: object) -> str:
        """Write a voice by hand."""
        return self.write(VOICES, make_voice(number, record, **more), team=number % 4)

    def bring(self, many: int, **more: object) -> list[str]:
        """Lay voices out as the office does, before anybody has looked at them."""
        submissions = [
            Submission(
                self.code,
                f"voice-{next(self._numbers)}",
                VOICES,
                make_voice(number, **more),
                None,
                team=f"t{number % 4 + 1}",
            )
            for number in range(many)
        ]
        return [receipt.answer_id for receipt in save_answers(submissions)]  # type: ignore[union-attr]

    def meet(self, number: int, *voices: str, **more: object) -> str:
        """Write an overlap."""
        kinds = ("same-wish", "try-meets-worry", "place", "time", "skill", "people")
        values = {
            "name": f"手を動かしたい人と、直してほしい物がある人{number or ''}",
            **{key: [voice] for key, voice in zip("abc", voices, strict=False)},
            "kind": kinds[number % len(kinds)],
            "reason": "直してもらう物があると、直せる人に会いに行くわけができる。",
            "could-do": "月に一度、店先で直す日をつくる",
            "care": "頼みごとが一人に集まらないようにする",
            **more,
        }
        return self.write(OVERLAPS, values, team=number % 4)


def make_voice(number: int, record: str = "", **more: object) -> Values:
    text = WORDS[number % len(WORDS)]
    values = {
        "text": f"{text}（{number}）" if number >= len(WORDS) else text,
        "kind": KINDS[number % 4],
        "sharing": ANONYMOUS,
        "from": [record] if record else [],
        **more,
    }
    return {key: value for key, value in values.items() if value}
