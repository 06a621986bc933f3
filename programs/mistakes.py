"""Turn what pydantic finds wrong into sentences for the person who writes YAML."""

import types
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import RootModel, ValidationError
from pydantic_core import ErrorDetails

from programs.problems import ContentProblem, Place

_Path = tuple[str | int, ...]

# By pydantic's error type: what is wrong and what to write. {limits} of the rule may be named.
_SENTENCES = {
    "string_type": ("文字で書くところです。", '値を引用符「"」で囲んでください。'),
    "int_type": ("整数で書くところです。", "「15」のように半角の数字だけを書いてください。"),
    "int_parsing": ("整数で書くところです。", "「15」のように半角の数字だけを書いてください。"),
    "int_from_float": ("小数は使えません。", "「15」のように整数で書いてください。"),
    "bool_type": ("true か false で書くところです。", "true か false と書いてください。"),
    "bool_parsing": ("true か false で書くところです。", "true か false と書いてください。"),
    "tuple_type": ("並びで書くところです。", "1行に1つずつ、「- 」を付けて並べてください。"),
    "model_type": ("項目の組で書くところです。", "「名前: 値」の行を字下げして並べてください。"),
    "too_short": ("数が足りません。", "{min_length}個以上書いてください。"),
    "too_long": ("数が多すぎます。", "{max_length}個までにしてください。"),
    "string_too_short": ("文字がありません。", "{min_length}字以上書いてください。"),
    "string_too_long": ("文が長すぎます。", "{max_length}字までにしてください。"),
    "string_pattern_mismatch": (
        "この名前には使えない文字があります。",
        "半角の英小文字・数字・ハイフンで、40字までにしてください。先頭は英小文字か数字です。",
    ),
    "greater_than_equal": ("数が小さすぎます。", "{ge}以上にしてください。"),
    "less_than_equal": ("数が大きすぎます。", "{le}以下にしてください。"),
}
_OTHER = ("書き方が決まりに合いません。", "同じ種類のほかの項目と書き方を見比べてください。")


def list_mistakes(error: ValidationError, *, shape: Any, file: str) -> Iterator[ContentProblem]:  # noqa: ANN401 -- a model or a tuple of models
    """Give one problem per mistake; `shape` is what the file should hold."""
    details = error.errors(include_url=False)
    misspelt = {_guess(detail, shape) for detail in details if detail["type"] == "extra_forbidden"}
    around = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    for detail in details:
        # A misspelt name is told once, not also as a missing one; and a list is not too short
        # because of items that are only wrong.
        doubled = {"missing": misspelt, "too_short": around}.get(detail["type"], ())
        if detail["loc"] not in doubled:
            yield Place(file, detail["loc"]).problem(*_word(detail, shape))


def name_nearest(word: str, known: Iterable[str]) -> str:
    """Suggest the known word that looks most like this one, else list them all."""
    words = list(known)
    near = get_close_matches(word, words, n=1)
    if near:
        return f"「{near[0]}」ではありませんか。"
    return f"使えるのは {'、'.join(words)} です。" if words else "この行を消してください。"


def _guess(detail: ErrorDetails, shape: Any) -> _Path:  # noqa: ANN401 -- a model or a tuple of models
    """Return the path that was probably meant by an unknown one."""
    *around, name = detail["loc"]
    near = get_close_matches(str(name), _walk(shape, tuple(around)).model_fields, n=1)
    return (*around, *near)


def _word(detail: ErrorDetails, shape: Any) -> tuple[str, str]:  # noqa: ANN401 -- a model or a tuple of models
    path = detail["loc"]
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    kind = detail["type"]
    if kind == "missing":
        advice = f"「{name}: …」を書き足してください。{_describe(shape, path)}"
        return f"「{name}」がありません。", advice
    if kind == "extra_forbidden":
        fields = _walk(shape, path[:-1]).model_fields
        return f"「{name}」という項目はありません。", name_nearest(name, fields)
    if detail["input"] is None:
        return (
            "値が書かれていません。",
            f"値を書くか、要らなければ行ごと消してください。{_describe(shape, path)}",
        )
    if kind == "enum":
        word = detail["input"] if isinstance(detail["input"], str | int) else "この値"
        return f"「{word}」は使えません。", name_nearest(str(word), list(_walk(shape, path)))
    message, advice = _SENTENCES.get(kind, _OTHER)
    limits = {**detail.get("ctx", {})}
    return message, advice.format_map(limits) + _describe(shape, path)


def _describe(shape: Any, path: _Path) -> str:  # noqa: ANN401 -- a model or a tuple of models
    """Return what the model says about this field, for the end of an advice."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    if not path:
        return ""
    around = _walk(shape, path[:-1])
    if get_origin(around) is dict:  # a name that people choose has no description of its own
        return _describe(shape, path[:-1])
    field = around.model_fields.get(path[-1])
    return f"(この欄: {field.description})" if field and field.description else ""


def _walk(shape: Any, path: _Path) -> Any:  # noqa: ANN401 -- types of every kind
    """Follow a path through models and tuples to the type that stands there."""
    for part in path:
        inner = _strip(shape)
        if get_origin(inner) is dict:
            shape = get_args(inner)[1]
            continue
        named = isinstance(part, str)
        shape = inner.model_fields[part].annotation if named else get_args(inner)[0]
    return _strip(shape)


def _strip(shape: Any) -> Any:  # noqa: ANN401 -- types of every kind
    """Take off Annotated, `| None` and root models."""
    while True:
        if get_origin(shape) in (Annotated, Union, types.UnionType):
            shape = next(part for part in get_args(shape) if part is not type(None))
        elif isinstance(shape, type) and issubclass(shape, RootModel):
            shape = shape.model_fields["root"].annotation
        else:
            return shape
