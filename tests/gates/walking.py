"""How far a gate walks with random input, and whether it goes the same way again."""

from hypothesis import HealthCheck, Phase, settings


def walk(examples: int, *, repeatable: bool) -> settings:
    """Return how hypothesis is to walk: no time limit, nothing kept, one mistake told."""
    return settings(
        max_examples=examples,
        derandomize=repeatable,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
