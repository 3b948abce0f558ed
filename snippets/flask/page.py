from flask import render_template


def page(title: str, text: str) -> str:
    """
    Stands for your own templates. Jinja escapes what is put in: a user id may hold
    anything.
    """
    return render_template("page.html", title=title, text=text)
