"""What can go wrong, as sentences for people that say what to do next.

The web's status codes for these errors are kept with the web (phone/problems.py).
"""


class WorksheetError(Exception):
    """Base of everything a person can cause or must be told."""


class WorkshopNotFound(WorksheetError):
    """No workshop has this join code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            "この番号の研修は見つかりません。投影されている6文字の番号を、もう一度たしかめてください。"
        )


class JoinCodeEnded(WorkshopNotFound):
    """The code was replaced by a new one; those who are in stay in."""

    def __init__(self) -> None:
        super(WorkshopNotFound, self).__init__(
            "この番号は、新しい番号に変わりました。いま投影されている番号を入れるか、"
            "進行役に声をかけてください。すでに参加している方は、そのまま続けられます。"
        )


class JoiningClosed(WorksheetError):
    """The workshop takes no new participants."""

    def __init__(self, title: str) -> None:
        super().__init__(f"「{title}」は参加の受け付けを終えています。進行役に声をかけてください。")


class NotJoined(WorksheetError):
    """The phone has no valid token for this workshop."""

    def __init__(self) -> None:
        super().__init__(
            "参加の手続きがまだです。QRコードを読みとるか、番号を入れて参加してください。"
        )


class NotYours(WorksheetError):
    """The answer belongs to somebody else."""

    def __init__(self) -> None:
        super().__init__("ほかの人の回答は変えられません。自分の回答を選びなおしてください。")


class OfficeWrites(NotYours):
    """The worksheet is filled by the office for the whole room."""

    def __init__(self, title: str) -> None:
        super(NotYours, self).__init__(
            f"「{title}」は、会場全体の分を進行役が書きます。書きたいことは、進行役に声をかけてください。"
        )


class NoSuchThing(WorksheetError):
    """A worksheet, step, answer or team that does not exist here."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}が見つかりません。画面を読みこみなおしてください。")


class WorksheetClosed(WorksheetError):
    """The worksheet takes no answers now."""

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(
            f"「{title}」は、いまは書けません。書いた内容はこの端末に残っています。"
            "進行役の案内をお待ちください。"
        )


class VoteClosed(WorksheetClosed):
    """Votes on this worksheet are no longer taken, or not yet."""

    def __init__(self, title: str) -> None:
        self.title = title
        super(WorksheetClosed, self).__init__(
            f"「{title}」の投票は、いまは受け付けていません。選んだ内容はこの端末に残っていますが、"
            "数には入っていません。入れたいときは、進行役に声をかけてください。"
        )


class GroupingClosed(WorksheetClosed):
    """The cards of this worksheet are not grouped now."""

    def __init__(self, title: str) -> None:
        self.title = title
        super(WorksheetClosed, self).__init__(
            f"「{title}」のカードは、いまは動かせません。これまでのまとまりは残っています。"
            "進行役の案内をお待ちください。"
        )


class ChangedMeanwhile(WorksheetError):
    """Somebody else changed the same thing first."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"先に別の人が{what}ので、この操作は行いませんでした。いまの画面をたしかめて、"
            "必要ならもう一度押してください。"
        )


class VotesThere(ChangedMeanwhile):
    """People have voted already in the way that was to be changed."""

    def __init__(self, voters: int) -> None:
        self.voters = voters
        super(ChangedMeanwhile, self).__init__(
            f"もう{voters}人が投票しています。票がどうなるかをたしかめてから、変えてください。"
        )


class ClusterGone(ChangedMeanwhile):
    """The cluster somebody meant was taken away or merged by somebody else."""

    def __init__(self) -> None:
        super(ChangedMeanwhile, self).__init__(
            "このまとまりは、ほかの人がほどいたか、ほかとあわせたあとでした。何も変えていません。"
            "いまの表をたしかめて、必要ならもう一度選んでください。"
        )


class BadValue(WorksheetError):
    """A value that does not fit its question."""

    def __init__(self, label: str, advice: str) -> None:
        self.label = label
        super().__init__(f"「{label}」{advice}")


class BadInput(WorksheetError):
    """A request that is not what this entry takes."""


class TooManyCards(WorksheetError):
    """One person's (or team's) limit of cards is reached."""

    def __init__(self, title: str, most: int) -> None:
        super().__init__(
            f"「{title}」は{most}枚までです。前のカードを直すか取り下げてから、もう一度送ってください。"
        )


class StorageFailing(WorksheetError):
    """The disk does not do what it is told; nothing was stored."""

    def __init__(self) -> None:
        super().__init__(
            "いま保存できません。書いた内容はこの端末に残っています。進行役に知らせてください。"
        )


class StorageFull(StorageFailing):
    """The disk takes no more; nothing was stored."""

    def __init__(self) -> None:
        super(StorageFailing, self).__init__(
            "保存する場所がいっぱいです。書いた内容はこの端末に残っています。進行役に知らせてください。"
        )


class StartProblem(WorksheetError):
    """The product cannot start; the sentence says what to do."""


class DamagedData(StartProblem):
    """The database cannot be read; it is left as it is, and a backup can take its place."""
