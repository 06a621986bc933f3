"""Tasks about the whole installation: back up, restore, look whether all is in order."""

import base64
from pathlib import Path
from typing import Any

from facilitator import health
from facilitator.backups import make_backup, restore_backup
from facilitator.safekeeping import advise_restoring
from worksheets import toolkit
from worksheets.settings import Settings


def ping() -> dict[str, Any]:
    """Answer, so that whoever asks knows that a server of this data is there."""
    return {}


def back_up() -> dict[str, Any]:
    """Make a backup of all data."""
    content, manifest = make_backup()
    return {
        "content": base64.b64encode(content).decode("ascii"),
        "created": manifest["created"],
        "rows": dict(manifest["rows"]),
    }


def restore(backup: Path, settings: Settings) -> dict[str, Any]:
    """Bring a backup back; only where no server runs."""
    restored = restore_backup(backup, settings)
    return {
        "restored": str(backup),
        "created": restored.created,
        "rows": dict(restored.rows),
        "kept": str(restored.kept) if restored.kept else None,
    }


def check() -> dict[str, Any]:
    """Look at everything."""
    box = toolkit.current()
    return _describe([health.check_data(box.database), *_check_around(box.settings)])


def check_without_data(settings: Settings, problem: str) -> dict[str, Any]:
    """Look at everything but the data, which cannot be opened."""
    sentences = (problem, advise_restoring(settings))
    data = health.Finding("data", "データ", health.Level.PROBLEM, sentences)
    return _describe([data, *_check_around(settings)])


def _check_around(settings: Settings) -> list[health.Finding]:
    return [
        health.check_content(),
        health.check_addresses(settings),
        health.check_fonts(),
        health.check_disk(settings),
    ]


def _describe(findings: list[health.Finding]) -> dict[str, Any]:
    wrong = [finding.title for finding in findings if finding.level is health.Level.PROBLEM]
    checks = [
        {
            "name": finding.name,
            "title": finding.title,
            "level": finding.level.value,
            "sentences": list(finding.sentences),
        }
        for finding in findings
    ]
    described: dict[str, Any] = {"ok": not wrong, "checks": checks}
    if wrong:
        described["message"] = f"直すところがあります: {'、'.join(wrong)}"
    return described
