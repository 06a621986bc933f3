"""Turn grouped cards into what a wall can show: clusters with their labels, then the loners."""

from collections.abc import Mapping, Sequence
from typing import Any

from facilitator.stage.figures import Section
from worksheets.grouped import GroupedCluster


def make_clusters(
    clusters: Sequence[GroupedCluster], cards: Mapping[str, Mapping[str, Any]]
) -> Section:
    """Make one section of all clusters; `cards` are the wall's cards by id, in their order."""
    used = {card for cluster in clusters for card in cluster.all_cards}
    return {
        "kind": "clusters",
        "label": "",
        "clusters": [_make_cluster(cluster, cards) for cluster in clusters],
        "loners": [_make_card(card) for key, card in cards.items() if key not in used],
    }


def _make_cluster(cluster: GroupedCluster, cards: Mapping[str, Mapping[str, Any]]) -> Section:
    return {
        "id": cluster.id,
        "label": cluster.label,
        "count": cluster.count,
        "cards": [_make_card(cards[key]) for key in cluster.cards if key in cards],
        "inner": [_make_cluster(one, cards) for one in cluster.inner],
    }


def _make_card(card: Mapping[str, Any]) -> Section:
    return {name: card[name] for name in ("id", "text", "team", "at")}
