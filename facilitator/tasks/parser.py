"""The commands, their arguments and their help."""

import argparse

from facilitator.tasks.japanese import Parser, speak_japanese

_MOST_PEOPLE = 2000
_SLOWEST = 600
PROGRAM = "python -m facilitator"

_WHAT = """研修の道具を、画面を開かずに動かします(自動の処理や、困ったときのため)。
この道具が動いていれば、そこに頼みます。動いていなければ、データを直接開きます。"""

_JSON = "結果を JSON 1つで出します(自動の処理のため)。"
_REHEARSE_APART = "書いたものは本物の回答と混ざります。練習用の研修をつくって使ってください。"
_EXAMPLES = """よく使う例:
  python -m facilitator new team-building --title "みどり町 連携研修" --teams 5
  python -m facilitator list
  python -m facilitator go ABC234 next
  python -m facilitator simulate ABC234 --participants 30
  python -m facilitator export ABC234 deck --out まとめ.pptx
  python -m facilitator backup --out 控え.zip

それぞれの説明は「python -m facilitator new --help」のように出せます。
終わったときの番号: 0 できた、1 できなかった(理由を出します)、2 使い方が違う"""


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of the whole command line."""
    speak_japanese()
    parser = Parser(prog=PROGRAM, description=_WHAT, epilog=_EXAMPLES)
    parser.add_argument("--json", action="store_true", help=_JSON)
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="命令", title="命令", parser_class=Parser
    )
    _add_workshops(commands)
    _add_rehearsal(commands)
    _add_files(commands)
    _add_machine(commands)
    for command in commands.choices.values():
        # Without a default of its own, so that it may also stand before the command.
        command.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_JSON)
    return parser


def _add(commands: "argparse._SubParsersAction[Parser]", name: str, what: str) -> Parser:
    return commands.add_parser(name, help=what, description=what)


def _add_code(command: Parser) -> None:
    command.add_argument("code", metavar="番号", help="研修の番号(6文字)。list で分かります。")


def _add_workshops(commands: "argparse._SubParsersAction[Parser]") -> None:
    new = _add(commands, "new", "研修を新しくつくり、参加・投影・リモコンのアドレスを出します。")
    new.add_argument(
        "program", metavar="プログラム", help="team-building か community-building など。"
    )
    new.add_argument("--title", required=True, metavar="名前", help="研修の名前。")
    new.add_argument("--municipality", default="", metavar="市町村", help="市町村の名前。")
    new.add_argument("--teams", type=_count, default=6, metavar="数", help="班の数(ふつうは6)。")
    _add(commands, "list", "研修の一覧を出します。")
    show = _add(commands, "show", "1つの研修の、いまの様子とアドレスを出します。")
    _add_code(show)
    steps = _add(
        commands, "steps", "回とステップの名前を、進める順に、時間とシートと一緒に出します。"
    )
    _add_code(steps)
    go = _add(commands, "go", "研修を次・前・決めたステップへ進めます。")
    _add_code(go)
    go.add_argument(
        "target",
        metavar="行き先",
        help="next(次)、back(前)、または「回/ステップ」。名前は steps で分かります。",
    )
    deletion = _add(commands, "delete", "1つの研修を、書かれたものごと消します。もとに戻せません。")
    _add_code(deletion)
    deletion.add_argument(
        "--title",
        required=True,
        metavar="名前",
        help="消してよい印に、研修の名前をそのまま書きます。",
    )


def _add_rehearsal(commands: "argparse._SubParsersAction[Parser]") -> None:
    simulate = _add(
        commands,
        "simulate",
        "架空の参加者に、いまのステップを書いてもらいます(練習・見本・負荷の確かめ)。",
    )
    simulate.description = f"{simulate.description}\n{_REHEARSE_APART}"
    _add_code(simulate)
    simulate.add_argument(
        "--participants", type=_people, required=True, metavar="人数", help="1から2000まで。"
    )
    simulate.add_argument(
        "--seed",
        type=_seed,
        default=1,
        metavar="数",
        help="同じ数なら、同じ人が同じことを書きます(ふつうは1)。",
    )
    simulate.add_argument(
        "--all", action="store_true", help="準備から最後まで、進めながら全部のステップで書きます。"
    )
    simulate.add_argument(
        "--pace", type=_pace, default=1.0, metavar="秒", help="1つ書く間(ふつうは1、0は全速力)。"
    )


def _add_files(commands: "argparse._SubParsersAction[Parser]") -> None:
    export = _add(commands, "export", "まとめのスライドや回答の表などを、ファイルにします。")
    _add_code(export)
    export.add_argument(
        "kind", metavar="種類", help="deck、plan、slides、sheets、answers、bundle など。"
    )
    export.add_argument("--out", required=True, metavar="ファイル", help="書き出すファイル。")
    export.add_argument(
        "--template",
        default="",
        metavar="ひな形",
        help="この1回だけ使うスライドのひな形(.pptx、.potx)。"
        "なければ、資料のページで登録したひな形を使います。",
    )
    deck = _add(
        commands,
        "check-deck",
        "PowerPointのはみ出し・小さすぎる文字・題や代わりの文の抜けなどを、開かずに確かめます。",
    )
    deck.add_argument("file", metavar="ファイル", help="確かめるスライド(.pptx)。")
    taking = _add(
        commands, "import", "よそで打ちこんだ回答(Excel・CSV)を、ワークシートに取り込みます。"
    )
    _add_code(taking)
    taking.add_argument(
        "worksheet", metavar="シート", help="ワークシートの名前。steps で分かります。"
    )
    taking.add_argument("file", metavar="ファイル", help="Excel(.xlsx)か CSV(UTF-8、Shift_JIS)。")
    taking.add_argument(
        "--column", default="", metavar="列", help="文の入った列の見出し。省くと自動で選びます。"
    )
    taking.add_argument("--team", default="", metavar="班", help="全部の行をこの班に入れます。")
    taking.add_argument(
        "--spread", action="store_true", help="班の列がないとき、全部の班に同じ数ずつ分けます。"
    )


def _add_machine(commands: "argparse._SubParsersAction[Parser]") -> None:
    backup = _add(commands, "backup", "すべてのデータを、1つのファイルに控えます。")
    backup.add_argument("--out", required=True, metavar="ファイル", help="書き出すファイル(.zip)。")
    restore = _add(
        commands, "restore", "控えからデータを戻します。いまのデータも、別の名前で残します。"
    )
    restore.add_argument("file", metavar="ファイル", help="backup で作ったファイル。")
    _add(commands, "check", "データ、プログラムの内容、アドレス、文字、空き容量を確かめます。")
    _add(commands, "reset-passcode", "進行役の合言葉を忘れたときに、新しくします。")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _people(text: str) -> int:
    number = int(text)
    if not 1 <= number <= _MOST_PEOPLE:
        raise ValueError(text)
    return number


def _seed(text: str) -> int:
    return int(text)


def _pace(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= _SLOWEST:
        raise ValueError(text)
    return seconds


# argparse names the type in its error.
_count.__name__ = "1以上の数"
_people.__name__ = f"1から{_MOST_PEOPLE}までの数"
_seed.__name__ = "整数"
_pace.__name__ = f"0から{_SLOWEST}までの秒数"
