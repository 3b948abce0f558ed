from flask import render_template


def page(title: str, text: str) -> str:
    """
    A placeholder for your own templates. Jinja escapes every value: a user id can
    contain anything.
    """
    return render_template("page.html", title=title, text=text)
