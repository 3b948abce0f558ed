from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, title: str, text: str, status: int = 200) -> HttpResponse:
    """
    A placeholder for your own templates. Django escapes every value: a user id can
    contain anything.
    """
    return render(request, "page.html", {"title": title, "text": text}, status=status)
