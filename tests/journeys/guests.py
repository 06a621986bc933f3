"""People who write through the phones' JSON, so that pages under test are not empty."""

from typing import Any, Self
from uuid import uuid4

from tests.journeys.hall import Hall

Json = dict[str, Any]

_TEXT = "電話をつないだあとが分からない"
_PLAIN: dict[str, Any] = {
    "short_text": _TEXT,
    "long_text": f"{_TEXT}。\nそれでも、聞いてよかった。",
    "number": 3,
    "date": "2026-12-01",
}


class Guest:
    """One participant without a browser; use as a context manager."""

    def __init__(self, hall: Hall, code: str, *, name: str) -> None:
        self._code = code
        self._client = hall.client()
        form = {"name": name, "affiliation": "council"}
        self._client.post(f"/j/{code}", data=form)

    def answer_everything(self) -> None:
        """Answer every sheet that is open now, and vote on what is voted on."""
        state = self._read()
        for sheet in state["worksheets"]:
            if sheet["open"] and not sheet["mine"] and _can_be_answered(sheet):
                self._send("answers", worksheet=sheet["key"], values=_make_values(sheet))
        for ballot in state["votes"]:
            chosen = {choice["key"]: 1 for choice in ballot["choices"][: ballot["each"]]}
            self._send("votes", worksheet=ballot["worksheet"], choices=chosen)

    def write(self, sheet: str, text: str) -> None:
        """Answer one sheet, with these words where it first asks for words."""
        asked = next(each for each in self._read()["worksheets"] if each["key"] == sheet)
        texts = ("short_text", "long_text")
        first = next(each["key"] for each in asked["questions"] if each["kind"] in texts)
        self._send("answers", worksheet=sheet, values={**_make_values(asked), first: text})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def _read(self) -> Json:
        state: Json = self._client.get(f"/w/{self._code}/state").json()
        return state

    def _send(self, what: str, **body: Any) -> None:
        reply = self._client.post(f"/w/{self._code}/{what}", json={"sent_id": uuid4().hex, **body})
        if not reply.json()["ok"]:
            raise RuntimeError(f"{body['worksheet']}: {reply.json()['message']}")


def _can_be_answered(sheet: Json) -> bool:
    """Tell whether there is something to choose wherever something must be chosen."""
    asked = [each for each in sheet["questions"] if each["required"]]
    return all(each["options"] for each in asked if each["kind"] == "reference")


def _make_values(sheet: Json) -> Json:
    made = {question["key"]: _make_value(question) for question in sheet["questions"]}
    return {key: value for key, value in made.items() if value is not None}


def _make_value(question: Json) -> Any:
    kind, limits = question["kind"], question.get("limits", {})
    options = [option["key"] for option in question.get("options", ())]
    if kind == "choice":
        return options[0] if options else None
    if kind in {"choices", "rank", "reference"}:
        return options[: limits.get("max", 2)] or None
    if kind == "scale":
        return limits["max"]
    if kind == "position":
        return {"x": limits["max"], "y": limits["min"]}
    if kind == "table":
        return [{column["key"]: _make_cell(column) for column in limits["columns"]}]
    return _shorten(_PLAIN[kind], limits)


def _make_cell(column: Json) -> Any:
    if column["kind"] == "choice":
        return column["options"][0]["key"]
    return _PLAIN[column["kind"]]


def _shorten(value: Any, limits: Json) -> Any:
    return value[: limits["max_length"]] if isinstance(value, str) and limits else value
