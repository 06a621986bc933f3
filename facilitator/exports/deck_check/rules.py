"""Name every rule of the deck check, with what to say about it to people."""

from collections.abc import Iterator
from dataclasses import dataclass

# The title names what was found, the sentence says what to do.
RULES = {
    "title missing": "題がありません。1枚に1つ、言いたいことを題に書きます。",
    "title not read first": (
        "題が、読み上げの順番のはじめにありません。題をいちばん後ろ（最背面）に移します。"
    ),
    "title twice": "同じ題のスライドが、ほかにもあります。ちがいが分かる題にします。",
    "notes missing": "ノート（話し方）がありません。ほかの人が話せるように、1行でも書きます。",
    "id twice": "同じ番号の図形があります。図形を切り取り、貼りなおすと直ります。",
    "unclean text": "見えない文字か、書き出しで壊れた文字が入っています。打ちなおします。",
    "language": "言語が日本語になっていません。「校閲」の「言語」で日本語を選びます。",
    "typeface": (
        "遠くから読みにくい書体か、ほかのパソコンにない書体です。UDゴシックかメイリオにします。"
    ),
    "no Japanese typeface": (
        "テーマに日本語の書体が決めてありません。「フォントのカスタマイズ」で選びます。"
    ),
    "outside": "スライドの外にはみ出しています。内側に動かします。",
    "alt text missing": (
        "図や表に、代わりの文（代替テキスト）がありません。見えない人に伝わる一文を書きます。"
    ),
    "empty placeholder": "空のままの枠があります。書くか、枠を消します。",
    "too small": (
        "文字が小さすぎます。本文は18ポイント、出典は12ポイント、フッターは10ポイントからにします。"
    ),
    "overflow": "文字が枠に入りきらないおそれがあります。短くするか、次の1枚に分けます。",
    "no head": "表に見出しの行がありません。「表のデザイン」で「タイトル行」に印を付けます。",
    "overlap": "2つのものが重なっています。はなして置きます。",
    "low contrast": "文字と地の色が近く、読みにくくなっています。濃い文字か、うすい地にします。",
    "colour alone": (
        "色だけで区別しています。名前や模様を添えて、色が分からなくても伝わるようにします。"
    ),
    "unused layouts": (
        "使っていないレイアウトがたくさん残っています。「スライドマスター」で消すと軽くなります。"
    ),
    "large file": (
        "ファイルが10MBより大きく、メールで送りにくくなっています。「図の圧縮」をします。"
    ),
    "part twice": (
        "ファイルの中に、同じ名前の部品が2つあります。開き、名前を付けて保存しなおします。"
    ),
    "part broken": "ファイルの中に、読めない部品があります。もとのファイルから作りなおします。",
    "part missing": (
        "ファイルの中で、指している部品が見つかりません。もとのファイルから作りなおします。"
    ),
    "part not declared": (
        "ファイルの部品の一覧が、中身と合っていません。開き、名前を付けて保存しなおします。"
    ),
    "link twice": (
        "ファイルの中のつながりに、同じ番号が2つあります。開き、名前を付けて保存しなおします。"
    ),
    "link unknown": (
        "ファイルの中で、決められていないつながりを使っています。もとのファイルから作りなおします。"
    ),
    "text without paragraph": (
        "段落のない枠があり、PowerPointが修復を求めます。枠を作りなおします。"
    ),
    "line breaking": (
        "改行のきまりの言語が日本語でなく、PowerPointが開けないことがあります。作りなおします。"
    ),
    "formula behind a chart": (
        "グラフのデータに、式が入っています。「データの編集」で値だけにします。"
    ),
    "chart without its data": "グラフのデータを、あとから編集できません。グラフを作りなおします。",
    "outside file": (
        "ほかのファイルを指す図などがあり、別のパソコンでは出ません。「リンクの編集」で切ります。"
    ),
    "outside link": "押すと外のページなどが開くところがあります。いらなければ、リンクを消します。",
    "macro": "プログラム（マクロ）が入っています。マクロのない .pptx で保存しなおします。",
    "machine path": "パソコンの中の場所の名前が残っています。「ドキュメント検査」で消します。",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong on which slide; slide 0 is the file itself. `rule` is a key of RULES."""

    slide: int
    rule: str
    detail: str


# What a rule yields: its key in RULES and where it was broken.
Found = Iterator[tuple[str, str]]
