"""The page 参加者: sharing people out, taking it back, moving, the list of who is expected."""

import io

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from facilitator import state
from facilitator.parts.seating import make_book
from tests.facilitator.console.tabs import open_tab, press, read_markup, read_texts, read_warnings
from worksheets import expected, hosts, participants, teams, workshops
from worksheets.expected import Expected

HOSTILE = "<img src=x onerror=alert(1)>"


def _fill(code: str, office: int = 6, partner: int = 6, team: str = "t1") -> None:
    for number in range(office):
        participants.join(code, name=f"行政{number}", affiliation="office", team=team)
    for number in range(partner):
        participants.join(code, name=f"委託{number}", affiliation="partner", team=team)


def _where(code: str) -> dict[str, str]:
    return {one.name: one.team for one in participants.list_participants(code)}


def _find_id(code: str, name: str) -> str:
    return next(one.id for one in participants.list_participants(code) if one.name == name)


def test_trying_shows_tables_and_changes_nothing(code: str) -> None:
    _fill(code)

    tab = press(open_tab("people", code), "seat_try")

    assert read_markup(tab).count("行政2・委託先2") == 3
    assert "まだ決まっていません" in read_markup(tab)
    assert set(_where(code).values()) == {"t1"}


def test_proposal_becomes_the_teams_and_is_taken_back_with_one_press(code: str) -> None:
    _fill(code)
    tab = press(open_tab("people", code), "seat_try")

    press(tab, "seat_take")
    taken = _where(code)
    press(tab, "seat_undo")

    assert sorted(taken.values()) == ["t1"] * 4 + ["t2"] * 4 + ["t3"] * 4
    assert set(_where(code).values()) == {"t1"}
    assert "seat_undo" not in [button.key for button in tab.button]


def test_other_combination_is_another_one(code: str) -> None:
    _fill(code)
    tab = press(open_tab("people", code), "seat_try")
    first = read_markup(tab)

    press(tab, "seat_other_try")

    assert "案2" in read_markup(tab)
    assert read_markup(tab).replace("案2", "案1") != first


def test_number_of_teams_follows_the_size_and_can_be_set(code: str) -> None:
    _fill(code)
    tab = open_tab("people", code)
    started = tab.number_input(key=state.SEAT_COUNT).value

    tab.segmented_control(key=state.SEAT_SIZE).set_value(6).run()

    assert (started, tab.number_input(key=state.SEAT_COUNT).value) == (3, 2)
    press(tab, "seat_try")
    press(tab, "seat_take")
    assert [t.key for t in workshops.get_workshop(code).options.teams] == ["t1", "t2"]


def test_size_that_cannot_be_met_is_told(code: str) -> None:
    _fill(code, 3, 2)
    tab = open_tab("people", code)
    tab.number_input(key=state.SEAT_COUNT).set_value(4).run()
    shown = read_markup(tab)

    press(tab, "seat_try")

    assert "5人を4班には分けられません" in shown
    assert "1班が1.2人になります" in read_warnings(tab)[0]


def _add_pair(tab: AppTest, one: str, other: str, how: str) -> None:
    tab.selectbox(key=state.SEAT_ONE).set_value(one)
    tab.selectbox(key=state.SEAT_OTHER).set_value(other)
    tab.segmented_control(key=state.SEAT_HOW).set_value(how)
    press(tab, "seat_pair")


def test_pairs_and_fixed_people_are_respected(code: str) -> None:
    _fill(code)
    a, b, c = (_find_id(code, name) for name in ("行政0", "行政1", "委託0"))
    tab = open_tab("people", code)
    _add_pair(tab, a, b, "同じ班に")
    _add_pair(tab, a, c, "別の班に")
    tab.multiselect(key=state.SEAT_FIXED).set_value([c]).run()

    press(tab, "seat_try")
    press(tab, "seat_take")

    where = _where(code)
    assert where["委託0"] == "t1"
    assert where["行政0"] == where["行政1"] != "t1"


def test_pair_of_one_person_is_told_and_a_pair_can_be_dropped(code: str) -> None:
    _fill(code)
    a, b = _find_id(code, "行政0"), _find_id(code, "行政1")
    tab = open_tab("people", code)

    _add_pair(tab, a, a, "同じ班に")
    told = read_warnings(tab)
    _add_pair(tab, a, b, "別の班に")
    noted = read_texts(tab)
    press(tab, "seat_drop-0")

    assert told == ["同じ人が二度選ばれています。もう一人は、別の人にしてください。"]
    assert any("≠ 別の班" in text and "行政0" in text for text in noted)
    assert not any("≠ 別の班" in text for text in read_texts(tab))


def test_who_was_moved_between_trying_and_taking_stays_and_it_is_told(code: str) -> None:
    _fill(code)
    tab = press(open_tab("people", code), "seat_try")
    for name in ("行政0", "行政1", "行政2", "行政3", "行政4"):
        teams.move_people(code, [_find_id(code, name)], "t3")

    press(tab, "seat_take")

    assert {_where(code)[f"行政{n}"] for n in range(5)} == {"t3"}
    assert "5人は、そのあいだに別の人が班を変えたので、その班のままです。" in read_warnings(tab)[0]


def test_those_who_come_after_trying_are_told_of(code: str) -> None:
    _fill(code)
    tab = press(open_tab("people", code), "seat_try")
    participants.join(code, name="あとから")

    tab.run()

    assert any("このあとに1人が増えました" in text for text in read_texts(tab))


def test_people_are_moved_by_hand_also_before_they_have_come(code: str) -> None:
    _fill(code, 1, 0)
    [listed] = expected.replace_expected(code, [Expected("青木")])
    tab = open_tab("people", code)
    tab.multiselect(key=state.MOVE_WHO).set_value([_find_id(code, "行政0"), listed.id])
    tab.selectbox(key=state.MOVE_TO).set_value("t2")

    press(tab, "move_people")

    assert _where(code) == {"行政0": "t2"}
    assert [one.team for one in expected.list_expected(code)] == ["t2"]


def test_moving_nobody_says_what_to_choose(code: str) -> None:
    _fill(code, 1, 0)

    tab = press(open_tab("people", code), "move_people")

    assert read_warnings(tab) == ["移す人と、移す先の班を選んでください。"]


def test_page_says_who_of_the_list_has_not_come(code: str) -> None:
    _fill(code, 1, 0)
    expected.replace_expected(code, [Expected("青木", team="t2"), Expected("行政0", "office")])

    tab = open_tab("people", code)

    assert "<span>名簿でまだ</span><b>1人</b>" in read_markup(tab)
    assert "<span>2班</span><b>0人</b><small>まだ1人</small>" in read_markup(tab)
    assert any(list(table.value["名前"]) == ["青木"] for table in tab.dataframe)


def _upload(tab: AppTest, name: str, data: bytes) -> AppTest:
    uploader = tab.get("file_uploader")[0]
    uploader.upload(name, data, "text/csv").run()
    assert not tab.exception
    return tab


def test_list_is_read_shown_kept_and_deleted(code: str) -> None:
    tab = open_tab("people", code)
    data = "氏名,所属,班\n青木,行政職員,2班\n石田,福祉課,\n".encode("cp932")

    _upload(tab, "名簿.csv", data)
    tab.selectbox(key=f"{state.LIST_MEANT}-0-福祉課").set_value("office").run()
    press(tab, "list_take")
    kept = expected.list_expected(code)
    press(tab, "list_delete")

    assert [(one.name, one.affiliation, one.team) for one in kept] == [
        ("青木", "office", "t2"),
        ("石田", "office", ""),
    ]
    assert expected.list_expected(code) == ()


def test_file_with_unknown_columns_is_asked_about(code: str) -> None:
    tab = _upload(open_tab("people", code), "a.csv", "だれ,どこ\n青木,行政職員\n".encode())
    asked = read_texts(tab)

    tab.selectbox(key=f"{state.LIST_COLUMN}-0-name").set_value(0).run()
    tab.checkbox(key=f"{state.LIST_HEADING}-0").set_value(True).run()
    press(tab, "list_take")

    assert any("名前の列が分かりません" in text for text in asked)
    assert [one.name for one in expected.list_expected(code)] == ["青木"]


def test_other_file_in_its_place_is_read_by_its_own_headings(code: str) -> None:
    tab = _upload(open_tab("people", code), "a.csv", "氏名,職場\n青木,行政職員\n".encode())

    _upload(tab, "b.csv", "番号,参加者,担当\n1,石田,\n".encode())

    columns = [
        tab.selectbox(key=f"{state.LIST_COLUMN}-0-{name}").value for name in ("name", "field")
    ]
    assert columns == [1, 2]
    assert tab.selectbox(key=f"{state.LIST_COLUMN}-0-affiliation").value is None


def test_huge_list_is_refused_with_a_sentence(code: str) -> None:
    data = ("氏名\n" + "人\n" * 3000).encode()

    tab = _upload(open_tab("people", code), "a.csv", data)

    assert any("3,000人分の行があります" in text for text in read_texts(tab))


@pytest.mark.parametrize("name", [HOSTILE, "=1+1", "[押](javascript:0)"])
def test_names_stay_words_on_the_page_and_in_the_book(code: str, name: str) -> None:
    participants.join(code, name=name, affiliation="office", team="t1")
    expected.replace_expected(code, [Expected(name, "partner")])

    tab = press(open_tab("people", code), "seat_try")
    book = load_workbook(io.BytesIO(make_book(code)))

    assert HOSTILE not in read_markup(tab)
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    named = [cell for cell in cells if cell.value == name]
    assert len(named) == 4
    assert {cell.data_type for cell in named} == {"s"}


def test_book_lists_people_for_the_door_and_for_each_table(code: str) -> None:
    _fill(code, 2, 0, team="t2")
    expected.replace_expected(code, [Expected("行政1", "office"), Expected("青木", team="t1")])

    book = load_workbook(io.BytesIO(make_book(code)))

    door = [[cell.value or "" for cell in row] for row in book["受付用"].iter_rows(min_row=4)]
    assert door == [
        ["✓", "行政1", "行政職員", "2班"],
        ["□", "青木", "", "1班"],
        ["✓", "行政0", "行政職員", "2班"],
    ]
    first = [row[0].value for row in book["班ごと"].iter_rows(min_row=4)]
    assert [title for title in first if title] == ["1班（1人）", "2班（2人）", "3班（0人）"]


def test_chosen_person_of_the_list_may_come_meanwhile(code: str) -> None:
    _fill(code, 3, 3)
    [listed] = expected.replace_expected(code, [Expected("青木")])
    tab = open_tab("people", code)
    tab.multiselect(key=state.MOVE_WHO).set_value([listed.id])
    tab.multiselect(key=state.SEAT_FIXED).set_value([listed.id])
    _add_pair(tab, listed.id, _find_id(code, "行政0"), "同じ班に")
    participants.join(code, name="青木")

    press(tab, "seat_try")

    assert "まだ決まっていません" in read_markup(tab)


def test_guide_of_a_team_is_marked_and_taken_off(code: str) -> None:
    _fill(code, 2, 0)
    tab = open_tab("people", code)
    who = _find_id(code, "行政1")

    tab.selectbox(key=state.HOST_WHO).set_value(who)
    press(tab, "host_mark")
    marked, shown = hosts.list_hosts(code), read_texts(tab)
    press(tab, "host_drop-t1")

    assert marked == {"t1": who}
    assert "★ 1班　行政1" in shown
    assert hosts.list_hosts(code) == {}


def test_marking_nobody_says_what_to_choose(code: str) -> None:
    _fill(code, 1, 0)

    tab = press(open_tab("people", code), "host_mark")

    assert read_warnings(tab) == ["班の進行役にする人を選んでください。"]
