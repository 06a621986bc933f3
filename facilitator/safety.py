"""安全対策一覧: what an office must be able to say about safety, and how it stands on this machine.

What can be measured here is measured; what an office decides is left to it, and said so.
"""

from datetime import timedelta

from facilitator.analysis.wording import moment_words
from facilitator.measure import Measure, Standing
from facilitator.safety_facts import Facts
from worksheets.retention import WARNED_BEFORE, WARNED_FOR

_OLD = timedelta(days=7)  # since the newest backup


def list_measures(facts: Facts) -> tuple[Measure, ...]:
    """Return the whole list for what was measured."""
    return (
        *_of_information(),
        *_of_network(facts),
        *_of_access(facts),
        *_of_backups(facts),
        *_of_people(facts),
        *_of_everybody(),
        *_of_service(),
        *_of_making(facts),
    )


_GUIDELINE = "総務省ガイドライン(注1)"
_PRIVACY = "個人情報保護法(注2)"
_SITES = "みんなの公共サイト運用ガイドライン(注3)"


def _of_information() -> tuple[Measure, ...]:
    topic = "情報資産の分類"
    return (
        Measure(
            topic,
            "扱う情報の重要度を決める",
            Standing.OFFICE,
            "この道具は、名前なしで参加でき、住民の個人情報や事例の実名は集めません。"
            "自由に書く欄には、人のことが書かれることがあります。",
            "「庁内の検討の記録」として、どの分類にあたるかを所属の基準で決めてください。",
            _GUIDELINE,
        ),
        Measure(
            topic,
            "個人番号・住民情報を扱わない",
            Standing.LIMIT,
            "個人番号利用事務や住民情報の業務には使いません。そのための機能もありません。",
            "相談の記録や台帳を写さないよう、開会の「約束」で読み上げてください。",
            _GUIDELINE,
        ),
    )


def _of_network(facts: Facts) -> tuple[Measure, ...]:
    topic = "ネットワークの区分"
    way = "暗号化されています(https)" if facts.https else "暗号化されていません(http)"
    return (
        Measure(
            topic,
            "置く場所",
            Standing.OFFICE,
            f"いまの入り口は {facts.address} です。インターネットに出なくても動きます。",
            "インターネット接続系か、独立した端末と会場のWi-Fiで使います。LGWAN接続系と"
            "個人番号利用事務系では使いません。成果を庁内に移すときは、所属の無害化の手順を通します"
            "(書き出す資料に、マクロ、外部へのリンク、埋めこみの部品はありません)。",
            _GUIDELINE,
        ),
        Measure(
            topic,
            "通信の保護",
            Standing.DONE if facts.https else Standing.LOOK,
            f"スマートフォンとこのパソコンの間は、{way}。",
            "このままで構いません。"
            if facts.https
            else "会場だけの、合言葉つきのWi-Fiで使ってください。公衆Wi-Fiやインターネット越しには"
            "使わず、そのときは https の入り口を前に置いてください。",
            _GUIDELINE,
            measured=True,
        ),
        Measure(
            topic,
            "外への通信",
            Standing.DONE,
            "画面は、外のサイトに何も取りに行きません(ブラウザーへの指示でも止めています)。",
            "このままで構いません。",
            _GUIDELINE,
        ),
    )


def _of_access(facts: Facts) -> tuple[Measure, ...]:
    topic = "アカウントと権限"
    names = "、".join(f"「{title}」" for title in facts.joining_open)
    shut = facts.secrets_shut
    return (
        Measure(
            topic,
            "進行役の合言葉",
            Standing.DONE if facts.passcode_set else Standing.LOOK,
            "合言葉が決まっています(そのままの形では保存していません)。"
            if facts.passcode_set
            else "合言葉がまだ決まっていません。",
            "知っている人が替わったら、このパソコンで決め直してください。"
            if facts.passcode_set
            else "一度終わらせて始めなおすと、合言葉が画面に出ます。",
            _GUIDELINE,
            measured=True,
        ),
        Measure(
            topic,
            "参加の受付",
            Standing.LOOK if names else Standing.DONE,
            f"受付を開いている研修があります: {names}。"
            if names
            else "開いている受付はありません。",
            "終わった研修は「設定」で受付を閉じてください。" if names else "このままで構いません。",
            _GUIDELINE,
            measured=True,
        ),
        Measure(
            topic,
            "データのファイルの権限",
            Standing.OFFICE if shut is None else Standing.DONE if shut else Standing.LOOK,
            "このパソコンの種類では、ここから確かめられません。"
            if shut is None
            else "このパソコンの利用者のうち、この道具を動かす人だけが読めます。"
            if shut
            else "ほかの利用者も、データのファイルを読めます。",
            "パソコンにサインインの合言葉をかけ、ディスクを暗号化してください(盗難・紛失への備え)。",
            _GUIDELINE,
            measured=True,
        ),
    )


def _of_backups(facts: Facts) -> tuple[Measure, ...]:
    return (_judge_backup(facts), _judge_second(facts))


def _judge_backup(facts: Facts) -> Measure:
    last = facts.last_backup
    fresh = last is not None and facts.measured_at - last < _OLD
    return Measure(
        "控え(バックアップ)",
        "自動の控え",
        Standing.DONE if fresh else Standing.LOOK,
        f"{facts.backups}個あり、いちばん新しいのは{moment_words(last)}です。"
        if last is not None
        else "控えはまだありません。",
        "「控えと消去」の「いちばん新しい控えを確かめる」を、月に一度押してください。"
        if fresh
        else "ステップを進めると自動でできます。「控えと消去」で、いま作ることもできます。",
        _GUIDELINE,
        measured=True,
    )


def _judge_second(facts: Facts) -> Measure:
    found = {
        "": "2つ目の場所は決まっていません。このパソコンが壊れると、控えもなくなります。",
        "missing": "2つ目の場所が見つかりません(USBメモリーが外れているかもしれません)。",
        "same disk": "2つ目の場所は、データと同じディスクにあります。",
        "other disk": "2つ目の場所は、別のディスクです。",
    }[facts.second_folder]
    if facts.second_backup is not None:
        found += f"いちばん新しい控えは{moment_words(facts.second_backup)}です。"
    done = facts.second_folder == "other disk" and facts.second_backup is not None
    return Measure(
        "控え(バックアップ)",
        "2つ目の場所",
        Standing.DONE if done else Standing.LOOK,
        found,
        "取り外したものは、鍵のかかる場所に置いてください。"
        if done
        else "環境変数 WORKSHOP_BACKUP_DIR に、USBメモリーなど別のディスクのフォルダーを書きます。",
        _GUIDELINE,
        measured=True,
    )


def _of_people(facts: Facts) -> tuple[Measure, ...]:
    topic = "個人情報"
    days = "、".join(f"{number}日" for number in facts.retention_days)
    end = f"次に消えるのは「{facts.next_title}」の{facts.next_end}です。" if facts.next_end else ""
    return (
        Measure(
            topic,
            "目的を、集める前に示す",
            Standing.DONE,
            "参加の画面に、目的、見る人、残す日数を、書きはじめる前に示します。名前は書かなくても"
            "参加できます。",
            "目的の文は、研修ごとに「設定」で直せます。",
            _PRIVACY,
        ),
        Measure(
            topic,
            "残す日数と消去",
            Standing.DONE,
            f"いまの研修の残す日数は{days}です。{end}" if days else "研修はまだありません。",
            f"消える{WARNED_BEFORE.days}日前から知らせ、知らせてから{WARNED_FOR.days}日は消しません。"
            "消した日は「控えと消去」に残ります。前に作った控えのファイルは、手で消してください。",
            _PRIVACY,
            measured=True,
        ),
        Measure(
            topic,
            "本人の求めに応じる",
            Standing.DONE,
            "参加者は、自分の端末で、自分の回答を見て、取り下げられます。事務局は、研修のすべてを"
            "1つのファイルで書き出せます。",
            "開示請求の手続きは、所属の窓口の決まりに従ってください。",
            _PRIVACY,
        ),
        Measure(
            topic,
            "少ない人数を分けて見せない",
            Standing.DONE,
            "所属などで分けた集計は、5人未満のときは分けて出しません。「無記名」のシートでは、"
            "だれが書いたかを進行役にも見せません。",
            "5人未満の班では、班の名前から人が分かることがあります。口頭で補ってください。",
            _PRIVACY,
        ),
    )


def _of_everybody() -> tuple[Measure, ...]:
    return (
        Measure(
            "アクセシビリティ",
            "だれもが使えること",
            Standing.LOOK,
            "参加者の画面は、WCAG 2.2 の AA を目標に自動の検査をしています。"
            "読み上げソフトの実機と、当事者による確認は、まだです。",
            "結果と残りは docs/accessibility.md にあります。公表用の文案も、そこにあります。",
            _SITES,
        ),
    )


def _of_service() -> tuple[Measure, ...]:
    return (
        Measure(
            "記録(ログ)",
            "残る記録",
            Standing.DONE,
            "動いた記録には、回答、名前、合言葉を書きません。",
            "保存の期間は、所属の基準に合わせてください。",
            _GUIDELINE,
        ),
        Measure(
            "事故のとき",
            "連絡と手順",
            Standing.OFFICE,
            "まず会場のWi-Fiを切り、この道具を終わらせます(データは残ります)。次に、控えを別の場所に"
            "写し、いつ・何が起きたかを書きとめます。",
            "個人情報の漏えいのおそれがあれば、所属の手順ですぐに報告します。連絡先を、"
            "印刷したこの紙に書いておいてください。",
            _GUIDELINE,
        ),
    )


def _of_making(facts: Facts) -> tuple[Measure, ...]:
    return (
        Measure(
            "委託・クラウド",
            "クラウドを使わない",
            Standing.LIMIT,
            "データはこのパソコンの中だけにあります。この道具は自分で動かすソフトウェアで、ISMAP の"
            "登録の対象となるクラウドサービスではありません(登録はありません)。",
            "県などが共用のサーバーに置くときは、ISMAP に登録された基盤を選び、委託の決まりに"
            "従ってください。",
            "ISMAP(注4)",
        ),
        Measure(
            "更新と部品",
            "いま動いている版",
            Standing.OFFICE,
            f"{facts.versions}。",
            "半年に一度は、新しい版が出ていないかを確かめてください。部品の一覧は "
            "docs/dependencies.md にあります。",
            _GUIDELINE,
            measured=True,
        ),
    )
