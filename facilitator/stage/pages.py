"""Fill the templates of our own pages beside Streamlit."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

_templates = Jinja2Templates(directory=Path(__file__).parent / "templates")


def show_page(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    """Answer with a page nobody keeps; `base` leads from its address back to the root.

    Addresses in pages are relative, so that they also hold behind a proxy that adds a prefix.
    """
    base = "../" * (request.url.path.count("/") - 1) or "./"
    context = {"base": base, **values}
    headers = {"cache-control": "no-store"}
    return _templates.TemplateResponse(
        request, template, context, status_code=status, headers=headers
    )
