"""Voice cards on the page: what was said, by whom, and what it is about, to confirm or correct."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from facilitator import commands, state
from facilitator import fieldwork_commands as field
from facilitator.analysis.fieldwork import find_sheet
from facilitator.fieldwork.bringing import is_suggested
from facilitator.parts import cards
from facilitator.parts.seen import list_seen
from facilitator.parts.words import escape, plain
from programs.questions import QuestionKind, Role, Worksheet
from worksheets.records import Answer, Workshop

_PAGE = 10  # cards drawn at once
_ALL = "all"
_NO_KIND = "none"
_FILTER = "voices_kind"
_ONLY_NEW = "voices_only_new"
_PARTS = ("place", "time", "tool")


@dataclass(frozen=True, slots=True)
class Voices:
    """The voices that may be read here, and how to name what is said of them."""

    sheet: Worksheet
    cards: tuple[Answer, ...]
    withheld: int
    who: Mapping[str, str]  # call-names by voice

    @property
    def kinds(self) -> Mapping[str, str]:
        """The kinds with their words."""
        return list_labels(self.sheet, "kind")


def read_voices(workshop: Workshop) -> Voices | None:
    """Read the voices as they are now; None where the program has none."""
    records = find_sheet(workshop.program, Role.INTERVIEWS)
    sheet = _find_sheet(workshop, records) if records else None
    if sheet is None or records is None:
        return None
    seen = list_seen(workshop, sheet)
    names = {
        record.id: str(record.values.get("who", ""))
        for record in list_seen(workshop, records).standing
    }
    who = {
        voice.id: names.get(next(iter(voice.values.get("from", ())), ""), "")
        for voice in seen.answers
    }
    return Voices(sheet, seen.answers, seen.withheld, who)


def _find_sheet(workshop: Workshop, records: Worksheet) -> Worksheet | None:
    """Return the sheet of the voices that come from these records, not any other of that role."""
    for sheet in workshop.program.worksheets:
        if sheet.role is Role.VOICES and any(one.of == records.key for one in sheet.questions):
            return sheet
    return None


def list_labels(sheet: Worksheet, key: str) -> dict[str, str]:
    """Return the options of a question with their words."""
    question = next((one for one in sheet.questions if one.key == key), None)
    return {option.key: option.label for option in question.options} if question else {}


def voice_list(workshop: Workshop, voices: Voices) -> None:
    """Show the voices of the chosen kind, a page at a time."""
    st.button(
        "記録から声を並べる",
        key="bring_voices",
        icon=":material/add_notes:",
        on_click=field.lay_out_voices,
        args=(workshop.code,),
    )
    cards.withheld_line(voices.withheld)
    if not voices.cards:
        st.html(
            '<p class="notice">声はまだありません。聞き取りの記録が届いたら、'
            "「記録から声を並べる」を押してください。1行が1枚のカードになります。</p>"
        )
        return
    chosen = _choose(voices)
    pages = max(1, -(-len(chosen) // _PAGE))
    number = min(int(state.read("voices_page") or 1), pages)
    shown = chosen[(number - 1) * _PAGE : number * _PAGE]
    if not chosen:
        st.html('<p class="notice">✓ 当てはまる声はありません。</p>')
    with st.grid(2, min_column_width=460):
        for voice in shown:
            _card(workshop, voices, voice)
    _confirm_all(workshop.code, shown)
    if pages > 1:
        st.pagination(pages, key="voices_page")


def _choose(voices: Voices) -> list[Answer]:
    """Choose a kind; each says how many there are."""
    counts = {_ALL: len(voices.cards)}
    for key in (*voices.kinds, _NO_KIND):
        counts[key] = sum(_kind_of(voice) == key for voice in voices.cards)
    names = {_ALL: "すべて", **voices.kinds, _NO_KIND: "まだ分けていない"}
    with st.container(horizontal=True, vertical_alignment="center"):
        kind = st.segmented_control(
            "種類",
            [key for key in names if counts[key] or key != _NO_KIND],
            default=_ALL,
            required=True,
            format_func=lambda key: plain(f"{names[key]} {counts[key]}"),
            key=_FILTER,
            label_visibility="collapsed",
        )
        waiting = sum(is_suggested(voice) for voice in voices.cards)
        only_new = st.toggle(f"候補だけ（まだ確かめていない {waiting}）", key=_ONLY_NEW)
    return [
        voice
        for voice in voices.cards
        if kind in (_ALL, _kind_of(voice)) and (is_suggested(voice) or not only_new)
    ]


def _kind_of(voice: Answer) -> str:
    return str(voice.values.get("kind") or _NO_KIND)


def _card(workshop: Workshop, voices: Voices, voice: Answer) -> None:
    look = "voice_hidden" if voice.hidden else "voice"
    with st.container(border=True, key=f"{look}-{voice.id}", height="stretch", gap="small"):
        st.html(_words(workshop, voices, voice))
        if voice.hidden:
            _small("出す", f"restore-{voice.id}", voice.id, workshop.code, shown=True)
            return
        key = f"kind-{voice.id}-{voice.version}"
        st.segmented_control(
            "種類",
            list(voices.kinds),
            default=voice.values.get("kind"),
            format_func=lambda one: plain(voices.kinds[one]),
            key=key,
            label_visibility="collapsed",
            on_change=field.choose_kind,
            args=(workshop.code, voice, key),
        )
        with st.container(horizontal=True, gap="xsmall"):
            if is_suggested(voice):
                st.button(
                    "✓ これで合っています",
                    key=f"confirm-{voice.id}",
                    on_click=field.confirm,
                    args=(workshop.code, [voice]),
                )
            with st.popover("場所などを直す", key=f"edit-{voice.id}-{voice.version}"):
                _form(workshop.code, voices.sheet, voice)
            _small("隠す", f"hide-{voice.id}", voice.id, workshop.code, shown=False)


def _small(label: str, key: str, voice: str, code: str, *, shown: bool) -> None:
    action = commands.restore_answer if shown else commands.hide_answer
    st.button(label, key=key, type="tertiary", on_click=action, args=(code, voice))


def _words(workshop: Workshop, voices: Voices, voice: Answer) -> str:
    team = workshop.find_team(voice.team)
    told = "・".join(part for part in (voices.who[voice.id], team.name if team else "") if part)
    if voice.hidden:
        badge = '<span class="badge closed">■ 隠しています</span>'
    elif is_suggested(voice):
        badge = '<span class="badge shared">? 候補</span>'
    else:
        badge = '<span class="badge open">✓ 確かめた</span>'
    text = escape(str(voice.values.get("text", "")))
    return (
        f'<div class="voice"><p class="said">「{text}」</p>'
        f'<p class="quiet">{escape(told)}　{badge}</p>'
        f'<p class="quiet">{escape(_about(voices.sheet, voice))}</p></div>'
    )


def _about(sheet: Worksheet, voice: Answer) -> str:
    names = {"place": "場所", "time": "時間", "tool": "道具や技"}
    parts = [f"{names[key]}：{voice.values[key]}" for key in _PARTS if voice.values.get(key)]
    labels = list_labels(sheet, "field")
    fields = "、".join(labels.get(key, key) for key in voice.values.get("field", ()))
    if fields:
        parts.append(f"分野：{fields}")
    return "　".join(parts) or "場所・時間・道具・分野は、まだありません"


def _form(code: str, sheet: Worksheet, voice: Answer) -> None:
    """Ask for what the voice is about."""
    questions = {question.key: question for question in sheet.questions}
    keys: dict[str, str] = {}
    with st.form(f"about-{voice.id}-{voice.version}", border=False, enter_to_submit=False):
        for part in (*_PARTS, "field"):
            question = questions.get(part)
            if question is None:
                continue
            key = keys[part] = f"about-{part}-{voice.id}-{voice.version}"
            if question.kind is QuestionKind.CHOICES:
                labels = list_labels(sheet, part)
                st.multiselect(
                    plain(question.label),
                    list(labels),
                    default=[one for one in voice.values.get(part, ()) if one in labels],
                    format_func=labels.__getitem__,
                    key=key,
                    placeholder="選んでください",
                    select_all=False,
                )
            else:
                st.text_input(plain(question.label), value=str(voice.values.get(part, "")), key=key)
        st.form_submit_button(
            "この内容にする",
            type="primary",
            key=f"about_save-{voice.id}",
            on_click=field.change_voice,
            args=(code, voice, keys),
        )


def _confirm_all(code: str, shown: list[Answer]) -> None:
    """Offer to confirm all candidates on this page at once."""
    waiting = [voice for voice in shown if is_suggested(voice) and not voice.hidden]
    if len(waiting) > 1:
        st.button(
            f"このページの候補 {len(waiting)}枚は、これで合っています",
            key="confirm_page",
            icon=":material/done_all:",
            on_click=field.confirm,
            args=(code, waiting),
        )
