from django.http import HttpRequest


def wants_html(request: HttpRequest) -> bool:
    """
    Whether a browser loads a page. Django 5.2 has `request.get_preferred_type` for this.
    Not `request.accepts`: it is true for a script too, which accepts every type.
    """
    return any(
        (accepted.main_type, accepted.sub_type) == ("text", "html")
        for accepted in request.accepted_types
    )
