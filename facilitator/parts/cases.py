"""Cases, practices and sources of a program as text to read."""

from html import escape

from facilitator.parts.words import lines
from programs.model import Case, Practice, Program
from programs.questions import Source, SourceKind


def bullets(texts: tuple[str, ...]) -> str:
    """Return texts as an HTML list."""
    return f"<ul>{''.join(f'<li>{lines(text)}</li>' for text in texts)}</ul>"


def case(program: Program, one: Case) -> str:
    """Return a fictional case as HTML."""
    return (
        f"<section><h3>架空の事例　{escape(one.title)}</h3>"
        f'<p class="notice">{escape(one.notice)}</p>'
        f"<h4>把握している世帯像</h4><p>{lines(one.household)}</p>"
        f"<h4>本人の望みと強み</h4><p>{lines(one.wishes)}</p>"
        f"<h4>今の関わり</h4><p>{lines(one.support_now)}</p>"
        f"<h4>困っている接点</h4>{bullets(one.sticking_points)}"
        f"<h4>話し合いの問い</h4>{bullets(one.questions)}{source(program, one.source)}</section>"
    )


def practice(program: Program, one: Practice) -> str:
    """Return what another municipality did as HTML."""
    facts = "　".join(text for text in (one.population, one.stage) if text)
    moved = f"<p>動かしたもの：{lines(one.moved_by)}</p>" if one.moved_by else ""
    return (
        f"<section><h3>{escape(one.municipality)}　{escape(one.title)}</h3>"
        f'<p class="quiet">{escape(facts)}</p><p>{lines(one.done)}</p>{moved}'
        f"<p>うちで活かすなら：{escape(one.copy_hint)}</p>"
        f"{source(program, one.source)}</section>"
    )


def source(program: Program, given: Source) -> str:
    """Mark what is sourced and what is this tool's own example."""
    titles = {one.key: one.title for one in program.sources}
    note = escape(given.note)
    if given.kind is SourceKind.SOURCED:
        title = escape(titles.get(given.file, ""))
        return f'<span class="source sourced" title="{note}">◆ 出典あり：{title}</span>'
    return f'<span class="source ours" title="{note}">○ 本ツールの進行例</span>'
