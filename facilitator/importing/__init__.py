"""Take answers typed up elsewhere: read a file, see what it holds, store it as the office's."""

from facilitator.importing.preview import ImportPreview, ImportRow, RefusedRow, read_rows
from facilitator.importing.taking import Imported, import_rows

__all__ = ["ImportPreview", "ImportRow", "Imported", "RefusedRow", "import_rows", "read_rows"]
