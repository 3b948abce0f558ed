from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, title: str, text: str, status: int = 200) -> HttpResponse:
    """
    Stands for your own templates. Django escapes what is put in: a user id may hold
    anything.
    """
    return render(request, "page.html", {"title": title, "text": text}, status=status)
