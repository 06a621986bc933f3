"""Put clusters into a report: their labels, and the cards that may leave the room."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from facilitator.analysis.records import ReportedAnswer, ReportedCluster
from worksheets.grouped import GroupedCluster

__all__ = ["Grouped", "list_cluster_labels", "note_labels", "report_clusters"]

Grouped = Mapping[str, Sequence[GroupedCluster]]  # by worksheet
Labels = Mapping[str, str]  # by cluster, as they may be told


def list_cluster_labels(grouped: Grouped) -> dict[str, str]:
    """Return the label of every cluster by its id."""
    return {
        one.id: one.label for clusters in grouped.values() for one in _list_with_inner(clusters)
    }


def _list_with_inner(clusters: Iterable[GroupedCluster]) -> Iterator[GroupedCluster]:
    for cluster in clusters:
        yield cluster
        yield from _list_with_inner(cluster.inner)


def note_labels(
    answers: Iterable[ReportedAnswer], clusters: Iterable[GroupedCluster], labels: Labels
) -> tuple[ReportedAnswer, ...]:
    """Return the answers, each with the label it lies under."""
    found = _find_labels(clusters, labels, "")
    return tuple(
        replace(answer, cluster=found[answer.id]) if answer.id in found else answer
        for answer in answers
    )


def _find_labels(clusters: Iterable[GroupedCluster], labels: Labels, around: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for cluster in clusters:
        label = labels.get(cluster.id, "") or around
        found |= dict.fromkeys(cluster.cards, label)
        found |= _find_labels(cluster.inner, labels, label)
    return found


def report_clusters(
    clusters: Iterable[GroupedCluster], answers: Iterable[ReportedAnswer], labels: Labels
) -> tuple[ReportedCluster, ...]:
    """Return the clusters that hold a reported answer, the largest first."""
    known = {answer.id: answer for answer in answers}
    reported = [_report(cluster, known, labels) for cluster in clusters]
    return tuple(sorted((one for one in reported if one.count), key=lambda one: -one.count))


def _report(
    cluster: GroupedCluster, known: Mapping[str, ReportedAnswer], labels: Labels
) -> ReportedCluster:
    inner = [_report(one, known, labels) for one in cluster.inner]
    return ReportedCluster(
        label=labels.get(cluster.id, ""),
        answers=tuple(known[key] for key in cluster.cards if key in known),
        inner=tuple(one for one in inner if one.count),
    )
