"""What teams make of their cards: who writes for a team takes up some of what is suggested."""

from collections.abc import Iterable, Sequence

from facilitator.rehearsal.chance import draw
from facilitator.rehearsal.moment import Turn
from facilitator.rehearsal.phones import Phone

_MOST = 5  # clusters of one team; the rest stays alone
_LABEL = 60


async def group_cards(phone: Phone, sheets: Iterable[str], turn: Turn, team: str) -> None:
    """Group the team's cards on each board where nothing is grouped yet."""
    for sheet in sheets:
        board = await phone.read_board(sheet)
        if board is None or not board["open"] or board["clusters"]:
            continue
        words = {card["id"]: str(card["text"]) for card in board["cards"]}
        rng = draw(f"{turn.story.seed}/{sheet}/{team}/grouping")
        for number, one in enumerate((await phone.read_suggestions(sheet))[:_MOST]):
            await turn.pause(rng)
            # A third of the labels are what one of the cards says, as people would choose.
            own = rng.random() < 1 / 3
            label = _shortest(words, one["cards"]) if own else str(one["label"])
            name = turn.make_name("group", sheet, team, number)
            await phone.group(sheet, one["cards"], label[:_LABEL], sent_id=name)


def _shortest(words: dict[str, str], cards: Sequence[str]) -> str:
    said = [part for card in cards for part in words.get(card, "").rstrip("。").split("、")]
    return min((part for part in said if part), key=len, default="")
