"""Who takes part: counted, listed by team, moved, and who has not come yet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from facilitator import people_commands, state
from facilitator.parts.words import escape
from facilitator.seating.guests import NAMELESS, Guest
from worksheets import participants, toolkit
from worksheets.hosts import list_hosts
from worksheets.records import Participant, Workshop

_MANY_ROWS = 12  # that fit a screen


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the roster, in words."""

    id: str
    name: str
    team: str
    affiliation: str
    field: str
    device: str
    joined: str
    is_terminal: bool


@dataclass(frozen=True, slots=True)
class Presence:
    """Everybody, sorted by team, with the counts; `missing` are of the list and not here."""

    people: tuple[Person, ...]
    missing: tuple[Guest, ...]
    joined: int
    connected: int
    terminals: int
    teams: tuple[tuple[str, int, int], ...]  # name, here, not yet here
    hosts: tuple[tuple[str, str, str], ...]  # of teams: key, the team's name, who guides it


def read_presence(workshop: Workshop, guests: Sequence[Guest]) -> Presence:
    """Read who is here now."""
    everybody = participants.list_participants(workshop.code)
    connected = toolkit.current().channel.connected_ids(workshop.code)
    humans = [one for one in everybody if not one.shared_device]
    missing = tuple(guest for guest in guests if not guest.has_joined)
    here = Counter(one.team for one in humans)
    waited = Counter(guest.team for guest in missing)
    order = {team.key: number for number, team in enumerate(workshop.options.teams)}
    in_order = sorted(everybody, key=lambda one: order.get(one.team, len(order)))
    return Presence(
        people=tuple(_person(workshop, one, one.id in connected) for one in in_order),
        missing=missing,
        joined=len(humans),
        connected=len(connected),
        terminals=len(everybody) - len(humans),
        teams=tuple(
            (team.name, here[team.key], waited[team.key]) for team in workshop.options.teams
        ),
        hosts=_list_hosts(workshop, humans),
    )


def _list_hosts(
    workshop: Workshop, humans: Sequence[Participant]
) -> tuple[tuple[str, str, str], ...]:
    marked = list_hosts(workshop.code)
    guides = {one.team: one.name or NAMELESS for one in humans if marked.get(one.team) == one.id}
    return tuple(
        (team.key, team.name, guides[team.key])
        for team in workshop.options.teams
        if team.key in guides
    )


def _person(workshop: Workshop, one: Participant, is_connected: bool) -> Person:
    program = workshop.program
    affiliations = {option.key: option.label for option in program.affiliations}
    fields = {option.key: option.label for option in program.fields}
    team = workshop.find_team(one.team)
    return Person(
        id=one.id,
        name=one.name or ("(班の共用端末)" if one.shared_device else NAMELESS),
        team=team.name if team else "",
        affiliation=affiliations.get(one.affiliation, ""),
        field=fields.get(one.field, ""),
        device=_device(one, is_connected),
        joined=f"{one.joined_at.astimezone():%H:%M}",
        is_terminal=one.shared_device,
    )


def _device(one: Participant, is_connected: bool) -> str:
    if one.entered_by:
        return "代理入力"
    kind = "共用端末" if one.shared_device else "スマホ"
    return f"{kind} ● 接続中" if is_connected else f"{kind} ○ 接続なし"


def counts(presence: Presence) -> None:
    """Show the counts, also for each team."""
    numbers = [
        ("参加", f"{presence.joined}人"),
        ("いま接続中", f"{presence.connected}台"),
        ("共用端末", f"{presence.terminals}台"),
    ]
    if presence.missing:
        numbers.insert(1, ("名簿でまだ", f"{len(presence.missing)}人"))
    tiles = "".join(f"<div><span>{name}</span><b>{number}</b></div>" for name, number in numbers)
    st.html(f'<div class="tiles">{tiles}</div>')
    teams = "".join(_team(*team) for team in presence.teams)
    st.html(f'<ul class="teams">{teams}</ul>')


def _team(name: str, here: int, waited: int) -> str:
    look = "" if here else "empty"
    later = f"<small>まだ{waited}人</small>" if waited else ""
    return f'<li class="{look}"><span>{escape(name)}</span><b>{here}人</b>{later}</li>'


def roster(presence: Presence) -> None:
    """List everybody; cells of a table are never read as markup."""
    if not presence.people:
        st.html(
            '<p class="quiet">まだだれも参加していません。右の番号かQRコードを見せてください。</p>'
        )
        return
    st.dataframe(
        {
            "班": [one.team for one in presence.people],
            "名前": [one.name for one in presence.people],
            "所属": [one.affiliation for one in presence.people],
            "分野": [one.field for one in presence.people],
            "端末": [one.device for one in presence.people],
            "参加": [one.joined for one in presence.people],
        },
        hide_index=True,
        height="content" if len(presence.people) <= _MANY_ROWS else 460,
        alt="参加者の一覧",
    )


def missing_list(workshop: Workshop, presence: Presence) -> None:
    """List who is expected and not here, so that somebody can go and look for them."""
    if not presence.missing:
        return
    teams = {team.key: team.name for team in workshop.options.teams}
    with st.expander(f"まだ来ていない人　{len(presence.missing)}人", key="missing"):
        st.dataframe(
            {
                "班": [teams.get(one.team, "") for one in presence.missing],
                "名前": [one.name for one in presence.missing],
                "所属": [one.affiliation for one in presence.missing],
                "分野": [one.field for one in presence.missing],
            },
            hide_index=True,
            height="content" if len(presence.missing) <= _MANY_ROWS else 460,
            alt="まだ来ていない人の一覧",
        )
        st.html(
            '<p class="quiet">名簿と同じ名前・所属で参加すると、ここから消えます。'
            "呼び名で参加した人は、ここに残ります。</p>"
        )


def move_panel(workshop: Workshop, presence: Presence) -> None:
    """Move people to another team."""
    teams = {team.key: team.name for team in workshop.options.teams}
    names = {one.id: f"{one.team}　{one.name}　{one.affiliation}" for one in presence.people}
    names |= {
        one.id: f"{teams.get(one.team, '')}　{one.name}　{one.affiliation}（まだ来ていません）"
        for one in presence.missing
    }
    if not names:
        return
    with st.container(border=True, key="move"):
        st.html('<h2 class="small">班を変える</h2>')
        who, where, do = st.columns([5, 2, 2], vertical_alignment="bottom")
        who.multiselect(
            "移す人",
            list(names),
            format_func=lambda key: names.get(key, ""),
            key=state.MOVE_WHO,
            placeholder="名前で探せます",
            select_all=False,
        )
        where.selectbox(
            "移す先",
            list(teams),
            format_func=lambda key: teams.get(key, ""),
            index=None,
            key=state.MOVE_TO,
            placeholder="班を選ぶ",
        )
        do.button(
            "班を変える",
            key="move_people",
            width="stretch",
            on_click=people_commands.move_people,
            args=(workshop.code,),
        )
        st.html(
            '<p class="quiet">それまでに一人で書いた回答は本人のもので、'
            "書いたときの班の分として残ります。班で書くシートと「班の中だけ」の言葉は、前の班に残ります。</p>"
        )


def host_panel(workshop: Workshop, presence: Presence) -> None:
    """Mark who guides each team; their phone then shows what that needs."""
    names = {
        one.id: f"{one.team}　{one.name}　{one.affiliation}"
        for one in presence.people
        if one.team and not one.is_terminal
    }
    if not names:
        return
    count = len(presence.hosts)
    label = f"班の進行役　{count} / {len(presence.teams)}班"
    with st.expander(label, key="hosts"):
        st.html(
            '<p class="quiet">班ごとに一人、話し合いを進める人です。その人のスマホに、ねらい、'
            "声かけのヒント、班の何人が書いたかが出ます。書いた中身は出ません。"
            "本人がスマホの下の「班の進行役になる」を押すこともできます。</p>"
        )
        who, do = st.columns([5, 3], vertical_alignment="bottom")
        who.selectbox(
            "班の進行役にする人",
            list(names),
            index=None,
            format_func=lambda key: names.get(key, ""),
            key=state.HOST_WHO,
            placeholder="名前で探せます",
        )
        do.button(
            "この人にする",
            key="host_mark",
            width="stretch",
            on_click=people_commands.mark_host,
            args=(workshop.code,),
        )
        for key, team, name in presence.hosts:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.text(f"★ {team}　{name}", width="stretch")
                st.button(
                    "外す",
                    key=f"host_drop-{key}",
                    on_click=people_commands.drop_host,
                    args=(workshop.code, key),
                )
