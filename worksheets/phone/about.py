"""Pages about the pages: how to read them better, and what is being done for that."""

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from worksheets.phone.forms import get_one
from worksheets.phone.incoming import read_entries
from worksheets.phone.legibility import CHOICES
from worksheets.phone.rendering import render_page
from worksheets.phone.visitors import get_base, is_https

_HALF_A_YEAR = 180 * 24 * 60 * 60
_SEE_OTHER = 303
_ENTRY = "/j"
# Where a phone may be led back to: our own pages, never a place that a stranger's form names.
_OWN_PAGE = re.compile(r"/(j|w)(/[A-Za-z0-9]{1,12}(/privacy)?)?(\?[\w=&%.-]{0,200})?")


async def post_legibility(request: Request) -> Response:
    """Remember what was chosen on this phone and lead back to the page it was chosen on."""
    form = await read_entries(request)
    base = get_base(request.scope)
    back = get_one(form, "back")
    back = back if _OWN_PAGE.fullmatch(back) else _ENTRY
    response = RedirectResponse(f"{base}{back}", _SEE_OTHER)
    secure = "; Secure" if is_https(request) else ""
    for name, allowed in CHOICES.items():
        chosen = get_one(form, name)
        if chosen in allowed:
            cookie = f"{name}={chosen}; Path={base or '/'}; Max-Age={_HALF_A_YEAR}; SameSite=Lax"
            response.headers.append("Set-Cookie", f"{cookie}{secure}")
    return response


async def show_readable(request: Request) -> Response:
    """Show what is done so that everybody can read and use the pages, and what is not yet."""
    base = get_base(request.scope)
    return render_page(request, "readable.html", base=base, title="読みやすさについて")
