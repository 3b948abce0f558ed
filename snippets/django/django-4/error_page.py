from django.http import HttpRequest, HttpResponse, JsonResponse

from wants_html import wants_html

# An empty href is the page's own URL: a link to try again, and no redirect that could
# loop.
_HTML = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Something went wrong</title>
<link rel="stylesheet" href="/style.css">
<main><h1>Something went wrong</h1><p><a href="">Try again</a></p></main>
</html>
"""


def error_page(request: HttpRequest) -> HttpResponse:
    """
    Responds to an error that nothing else has handled. An unreachable core ends here
    too: the SDK raises a plain error for it, which says nothing about the session.
    Django has logged it.
    """
    if wants_html(request):
        return HttpResponse(_HTML, status=500)
    return JsonResponse({"message": "internal error"}, status=500)
