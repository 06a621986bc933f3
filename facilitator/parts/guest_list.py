"""名簿: who is expected. Read from a file, seen by facilitators only, forgotten with one press."""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from facilitator import people_commands, state
from facilitator.importing.people import (
    PART_NAMES,
    NameColumnUnknown,
    Part,
    PeopleList,
    read_people,
)
from facilitator.parts import frame
from facilitator.parts.words import escape, plain
from facilitator.seating.guests import Guest
from worksheets.errors import WorksheetError
from worksheets.expected import Expected, list_expected
from worksheets.records import TeamChoice, Workshop

_SHOWN = 10  # rows of the preview
_ASKED = 12  # words for affiliations; more are named, not asked
_NAMED = 12  # words in one line
_NOT_THERE = -1


def list_panel(workshop: Workshop, guests: Sequence[Guest]) -> None:
    """Show the list that is kept."""
    listed = list_expected(workshop.code)
    missing = {guest.id for guest in guests if not guest.has_joined}
    st.html('<h2 class="small">来る人の名簿</h2>')
    if not listed:
        st.html(
            '<p class="notice">名簿はまだありません。右でファイルを選ぶと、'
            "前の日に班を決めたり、受付で使う班わけ表を作ったりできます。</p>"
        )
        return
    st.html(
        f'<p class="quiet"><b>{len(listed)}人</b>（来た人 {len(listed) - len(missing)}人、'
        f"まだの人 {len(missing)}人）</p>"
    )
    _table(workshop, listed, missing)
    st.button(
        "名簿を消す",
        key="list_delete",
        icon=":material/delete:",
        on_click=people_commands.delete_list,
        args=(workshop.code,),
    )
    st.html('<p class="quiet">消しても、もう参加した人と、その人の班は変わりません。</p>')


def _table(workshop: Workshop, listed: Sequence[Expected], missing: set[str]) -> None:
    program = workshop.program
    teams = {team.key: team.name for team in workshop.options.teams}
    affiliations = {option.key: option.label for option in program.affiliations}
    fields = {option.key: option.label for option in program.fields}
    st.dataframe(
        {
            "名前": [one.name for one in listed],
            "所属": [affiliations.get(one.affiliation, "") for one in listed],
            "分野": [fields.get(one.field, "") for one in listed],
            "班": [teams.get(one.team, "") for one in listed],
            "きょう": ["まだ" if one.id in missing else "✓ 来た" for one in listed],
        },
        hide_index=True,
        height="content" if len(listed) <= _SHOWN else 420,
        alt="来る人の名簿",
    )


def promise_line(workshop: Workshop) -> None:
    """Say what the list is used for and who sees it."""
    meant = (
        "名簿と同じ名前・所属で参加した人は、名簿の班に入ります。"
        if workshop.options.team_choice is TeamChoice.ASSIGN
        else "いまは参加者が自分で班を選びます。「おまかせ」を選んだ人は、名簿の班に入ります。"
    )
    st.html(
        f'<p class="quiet">{meant}名簿は進行役だけが見ます。'
        "参加者の画面、投影、まとめと資料には出ません。研修を消すと一緒に消えます。</p>"
    )


# --- reading a file -------------------------------------------------------------------------


def read_panel(workshop: Workshop) -> None:
    """Take a file, show what it holds, and let it become the list."""
    st.html('<h2 class="small">ファイルから取り込む</h2>')
    desk = state.get_desk(workshop.code)
    file = st.file_uploader(
        "名簿(Excel または CSV)",
        type=["xlsx", "csv", "tsv"],
        key=f"{state.LIST_FILE}-{desk.lists}",
        max_upload_size=20,
    )
    if file is None:
        st.html(
            '<p class="quiet">1行目に「名前」「所属」「分野」「班」などの見出しがある表を選びます。'
            "名前のほかはなくてもかまいません。使わない列は取り込みません。</p>"
        )
        return
    if file.file_id != desk.file:
        desk.file = file.file_id
        _forget_columns(desk.lists)
    with st.container(key="list_read"):
        found = _read(workshop, file, desk.lists)
        if found is not None:
            _show(workshop, found, desk.lists)


def _read(workshop: Workshop, file: UploadedFile, number: int) -> PeopleList | None:
    named: dict[Part, int | None] = {}
    for part in Part:
        place = state.read(_column_key(part, number))
        if place is not None:
            named[part] = None if place == _NOT_THERE else int(place)
    meant = state.get_desk(workshop.code).meant
    try:
        found = read_people(
            file.getvalue(),
            file.name,
            workshop,
            columns=named,
            heading=bool(state.read(f"{state.LIST_HEADING}-{number}")),
            meant=meant,
        )
    except NameColumnUnknown as problem:
        frame.warn(str(problem), key="warning-list")
        _ask_columns(problem.titles, {}, number)
        return None
    except WorksheetError as problem:
        frame.warn(str(problem), key="warning-list")
        return None
    _ask_columns(found.titles, dict(found.columns), number)
    if not found.has_heading:
        st.checkbox("1行目は見出し（人ではない）", key=f"{state.LIST_HEADING}-{number}")
    return found


def _forget_columns(number: int) -> None:
    """Ask anew: the columns of another file are others."""
    for part in Part:
        state.write(_column_key(part, number), None)
    state.write(f"{state.LIST_HEADING}-{number}", value=False)


def _column_key(part: Part, number: int) -> str:
    return f"{state.LIST_COLUMN}-{number}-{part}"


def _ask_columns(titles: Sequence[str], found: dict[Part, int], number: int) -> None:
    """Ask which column is what, beginning with what was recognised."""
    places = [place for place, title in enumerate(titles) if title]
    names = {_NOT_THERE: "(この列はない)"} | {place: titles[place] for place in places}
    for part, column in zip(Part, st.columns(len(Part)), strict=True):
        key = _column_key(part, number)
        if state.read(key) is None and part in found:
            state.write(key, found[part])
        column.selectbox(
            f"{PART_NAMES[part]}の列",
            places if part is Part.NAME else [_NOT_THERE, *places],
            index=None,
            format_func=lambda place: names.get(place, ""),
            key=key,
            placeholder="選ぶ",
        )


def _show(workshop: Workshop, found: PeopleList, number: int) -> None:
    unused = f"<br>使わない列：{escape('、'.join(found.unused))}" if found.unused else ""
    st.html(
        f'<p class="notice"><b>{len(found.rows)}人を取り込めます。</b>'
        f"取り込めない行は{len(found.refused)}行、空の行は{found.empty}行です。{unused}</p>"
    )
    _ask_meant(workshop, found, number)
    _say_odd(found)
    _preview(workshop, found)
    st.button(
        f"この{len(found.rows)}人を名簿にする",
        key="list_take",
        type="primary",
        disabled=not found.rows,
        on_click=people_commands.take_list,
        args=(workshop.code, found),
    )
    if list_expected(workshop.code):
        st.html('<p class="quiet">いまの名簿と入れ替わります。</p>')


def _ask_meant(workshop: Workshop, found: PeopleList, number: int) -> None:
    """Ask which side the words for affiliations mean; teams are mixed by it."""
    words = found.unknown.get(Part.AFFILIATION, {})
    if not words:
        return
    options = {option.key: option.label for option in workshop.program.affiliations}
    asked = sorted(words, key=lambda word: -words[word])
    with st.container(border=True, key="list_meant"):
        st.html(
            '<p class="quiet">この研修の一覧にない所属です。どれにあたるかを選ぶと、'
            "班に分けるときに混ざります。選ばない人は「所属なし」になります。</p>"
        )
        with st.grid(2, min_column_width=220):
            for word in asked[:_ASKED]:
                key = f"{state.LIST_MEANT}-{number}-{word}"
                st.selectbox(
                    plain(f"「{word}」（{words[word]}人）"),
                    list(options),
                    index=None,
                    format_func=lambda one: options.get(one, ""),
                    key=key,
                    placeholder="選ばない",
                    on_change=people_commands.mean,
                    args=(workshop.code, word, key),
                )
        if len(asked) > _ASKED:
            st.text(f"ほかに：{'、'.join(asked[_ASKED:][:_NAMED])}")


def _say_odd(found: PeopleList) -> None:
    """Tell of everything that is not taken as it stands."""
    told = []
    for part in (Part.FIELD, Part.TEAM):
        words = list(found.unknown.get(part, ()))
        if words:
            told.append(
                f"一覧にない{PART_NAMES[part]}は空にします：{_list_some(words)}"
                + ("（先に「設定」で班を足すこともできます）" if part is Part.TEAM else "")
            )
    if found.repeated:
        told.append(
            f"同じ名前・同じ所属の人がいます：{_list_some(found.repeated)}。"
            "二重でなければ、見分けられる名前にしておくと、名簿の班に入れます。"
        )
    told += [f"{row.number}行目（{row.text}）：{row.reason}" for row in found.refused[:_SHOWN]]
    if len(found.refused) > _SHOWN:
        told.append(f"ほかに取り込めない行が{len(found.refused) - _SHOWN}行あります。")
    if told:
        items = "".join(f"<li>{escape(line)}</li>" for line in told)
        st.html(
            '<section class="attention"><h2 class="small">▲ 確かめたいこと</h2>'
            f"<ul>{items}</ul></section>"
        )


def _list_some(words: Sequence[str]) -> str:
    more = f" ほか{len(words) - _NAMED}" if len(words) > _NAMED else ""
    return "、".join(words[:_NAMED]) + more


def _preview(workshop: Workshop, found: PeopleList) -> None:
    if not found.rows:
        return
    program = workshop.program
    affiliations = {option.key: option.label for option in program.affiliations}
    fields = {option.key: option.label for option in program.fields}
    teams = {team.key: team.name for team in workshop.options.teams}
    rows = found.rows[:_SHOWN]
    st.dataframe(
        {
            "行": [row.number for row in rows],
            "名前": [row.person.name for row in rows],
            "所属": [affiliations.get(row.person.affiliation, "") for row in rows],
            "分野": [fields.get(row.person.field, "") for row in rows],
            "班": [teams.get(row.person.team, "") for row in rows],
        },
        hide_index=True,
        height="content",
        alt="名簿のはじめの部分",
    )
