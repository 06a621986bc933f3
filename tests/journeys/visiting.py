"""The weeks in the town, by hand: visits planned, records written far from any network."""

from playwright.sync_api import expect

from tests.journeys.hall import Hall, Opened
from tests.journeys.outings import OPEN, SILENT, TEAM, FieldPhone, KeptPhone
from tests.journeys.teammates import Teammate

TEAMS = ("t1", "t2", "t3", "t4")
CONSENT = "お話は研修だけに使います。名前は書きません。"
GREENGROCER, MENDER = "毎朝店の前を掃く八百屋", "編み物の会"
NEWCOMER, COOK = "子育てひろば", "料理の会"
CLERK, PAINTER = "町内の会計", "空き店舗で絵を描く人"
PLANNED = {
    "t1": ((GREENGROCER, True), (MENDER, False), ("銭湯の番台", True)),
    "t2": ((NEWCOMER, False), (COOK, True), ("直売所の棚", True)),
    "t3": ((CLERK, False), ("将棋の日", True)),
    "t4": ((PAINTER, True), ("夕ごはんの会", False)),
}
# What the greengrocer says, and takes back in the end.
SPOKEN = "朝、雨戸の開く音で、となりが元気だと分かるのさ"
WORRY = "店を閉める仲間が増えて、通りが暗いのさ"
WISH = "若い人に、店先を貸してみたいねえ"
TAKEN_BACK = (SPOKEN, WORRY, WISH)
MENDING = "服のほつれなら、たいてい直せるわよ"
CLOTHES = "捨てられない服が、たまるばっかり"
WALLS = "店先の壁に、絵を描いてみたい"
IDEA = "店先の一日美術館"
KEPT_IN_TEAM = "学校の手紙が読めない夜がある"
HEARD = {
    "銭湯の番台": ("t1", "町の銭湯で働く人", {"can-do": "昼の三時間なら、ここは空いているよ"}),
    "直売所の棚": ("t2", "畑をしている人", {"worries": "採れすぎた野菜を捨てるのがつらい"}),
    "将棋の日": ("t3", "将棋の好きな人", {"want-to-try": "病院の帰りに一局指したいもんだ"}),
    "夕ごはんの会": ("t4", "夕ごはんの会の人", {"want-to-try": "農家の人と野菜で組んでみたい"}),
}


def plan_visits(hall: Hall, town: Opened, phones: tuple[FieldPhone, ...]) -> None:
    """Let four phones in, write what is read aloud, and plan ten visits."""
    hall.go(town.code, "meeting-1/questions")
    for number, phone in enumerate(phones, 1):
        phone.come_in(town.code, name=f"訪ねる人{number}", team=f"{number}班")
    assert phones[0].page.evaluate("window.isSecureContext") is False
    assert hall.count_people(town.code) == 12
    guide = phones[0].sheet("質問シート")
    guide.field("先に読み上げる、約束の文").fill(CONSENT)
    guide.send()
    hall.go(town.code, "meeting-1/closing")
    for phone, team in zip(phones, TEAMS, strict=True):
        phone.open_note()
        for whom, thin in PLANNED[team]:
            phone.plan_visit(whom, thin=thin)
        expect(phone.said).to_have_text("✓ 保存しました")
    phones[0].picture("1-planned")


def go_out(
    hall: Hall,
    town: Opened,
    phones: tuple[KeptPhone, FieldPhone, FieldPhone, FieldPhone],
    mates: dict[str, Teammate],
) -> None:
    """Make the visits; one phone is without a network and is put away with a half-written page."""
    one, two, three, four = phones
    hall.go(town.code, "fieldwork/visit")
    one.page.evaluate("location.hash = 'guide/0'")
    expect(one.page.get_by_text(CONSENT)).to_be_visible()
    one.picture("2-guide")

    one.cut_wifi()
    one.meet(GREENGROCER)
    one.begin_record(GREENGROCER, who="商店街で店を開いている人", sharing=OPEN)
    one.write({"聞いた言葉": SPOKEN, "気になっていること": WORRY, "やってみたいこと": WISH})
    one.turn_to("お返しの約束")
    one.page.get_by_label("お返しすると約束したこと").fill("紙1枚で伝えに行く")
    one.save_record()
    expect(one.unsent).to_contain_text("未送信")
    one.begin_record(MENDER, who="直すのが好きな人", sharing=OPEN)
    one.write({"聞いた言葉": "手を動かしていると"})
    one.picture("2-offline")
    one.put_away()
    assert hall.count_answers(town.code) == 11  # ten visits and the guide

    _write_at_home(two, three, four)
    for whom, (team, who, said) in HEARD.items():
        visit = mates[team].find_option("interview-record", "visit", whom)
        mates[team].send("interview-record", who=who, visit=[visit], sharing="anonymous", **said)


def _write_at_home(two: FieldPhone, three: FieldPhone, four: FieldPhone) -> None:
    two.meet(NEWCOMER)
    two.begin_record(NEWCOMER, who="引っ越してきた人", sharing=OPEN)
    two.write({"聞いた言葉": "だれにも会わない日がある", "気になっていること": CLOTHES})
    two.save_record()
    two.begin_record(COOK, who="料理の会に来ている人", sharing=TEAM)
    two.write({"気になっていること": KEPT_IN_TEAM})
    two.save_record()
    three.begin_record(CLERK, who="町内の役を続けている人", sharing=SILENT)
    expect(three.page.get_by_text("聞いた言葉")).to_have_count(0)
    three.turn_to("お返しの約束")
    three.page.get_by_label("お返しすると約束したこと").fill("お礼に行く")
    three.picture("2-silent")
    three.save_record()
    four.begin_record(PAINTER, who="絵を描いている若い人", sharing=OPEN)
    four.write({"やってみたいこと": WALLS})
    four.save_record()
    for phone in (two, three, four):
        expect(phone.said).to_have_text("✓ 保存しました")
        expect(phone.unsent).to_be_hidden()


def come_home(hall: Hall, town: Opened, phone: KeptPhone) -> None:
    """Take the phone out two days later, finish the page, and find the network again."""
    phone.take_out(town.code, days=2, online=False)
    expect(phone.unsent).to_have_text("！ 未送信 2件　✎ 書きかけ 1件")
    phone.picture("3-two-days-later")
    phone.page.get_by_role("link", name="記録を書く").click()
    phone.page.get_by_role("link", name="続きを書く：直すのが好きな人").click()
    phone.turn_to("聞いた言葉")
    expect(phone.page.get_by_label("聞いた言葉")).to_have_value("手を動かしていると")
    phone.write({"聞いた言葉": "手を動かしていると、考えごとが減るの", "できること": MENDING})
    phone.save_record()
    expect(phone.unsent).to_have_text("！ 未送信 3件")
    before = hall.count_answers(town.code)

    phone.join_wifi()

    expect(phone.unsent).to_be_hidden()
    expect(phone.connection).to_contain_text("つながっています")
    assert hall.count_answers(town.code) == before + 2  # the third is a visit that moved on
