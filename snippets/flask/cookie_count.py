from supertokens_python.recipe.session import cookie_and_header


def count_every_cookie() -> None:
    """
    Makes the SDK see every session cookie. It accepts no session if there are two of
    one name, since nothing tells which is the visitor's, but overlooks one that
    contains "=" (cookie_and_header.py splits at each "="). A sub-domain that others
    control could set such a cookie and sign the visitor in as another user.
    """
    name = "_parse_cookie_string_from_request_header_allow_duplicates"
    if not hasattr(cookie_and_header, name):
        raise RuntimeError("This version of the SDK counts cookies in another way")
    setattr(cookie_and_header, name, parse)


def parse(header: str) -> dict[str, list[str]]:
    """Every value of each cookie in a Cookie header, by name."""
    cookies: dict[str, list[str]] = {}
    for pair in header.split(";"):
        name, _, value = pair.partition("=")
        cookies.setdefault(name.strip(), []).append(value.strip())
    return cookies
