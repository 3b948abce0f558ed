from pathlib import Path

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

# A placeholder for your own templates. Jinja escapes every value: a user id can
# contain anything.
_templates = Jinja2Templates(Path(__file__).parent / "templates")


def page(request: Request, title: str, text: str, status: int = 200) -> Response:
    return _templates.TemplateResponse(
        request, "page.html", {"title": title, "text": text}, status_code=status
    )
