import re
from urllib.parse import quote, urlsplit, urlunsplit

# An encoded slash, backslash or control character after the first "/", encoded in
# any way and any number of times.
_DISGUISED = re.compile(r"/%(?:25)*(?:2f|5c|[01][0-9a-f]|7f|[0-9a-f]?%)", re.IGNORECASE)
# Characters that browsers drop from a URL, replace, or read as a slash.
_REWRITTEN = re.compile(r"[\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Characters that a URL may contain unencoded.
_KEPT = "/?:@!$&'()*+,;=-._~%#"


def safe_redirect_back(value: object) -> str:
    """
    The same-origin path in `value`; "/" for everything else, so that no visitor is
    ever sent to another site.
    """
    if not isinstance(value, str) or not value.startswith("/") or value.startswith("//"):
        return "/"
    if _REWRITTEN.search(value):
        return "/"
    parts = urlsplit(quote(value, safe=_KEPT))
    path = _without_dot_segments(parts.path)
    # By now "/.//evil.example" has become "//evil.example".
    if path.startswith("//") or _DISGUISED.match(path):
        return "/"
    return urlunsplit(("", "", path, parts.query, parts.fragment))


def _without_dot_segments(path: str) -> str:
    """Works as in browsers, which also read "%2e" as a dot; `urljoin` does not."""
    kept: list[str] = []
    last = ""
    for segment in path.split("/")[1:]:
        last = re.sub("%2e", ".", segment, flags=re.IGNORECASE)
        if last == "..":
            del kept[-1:]
        elif last != ".":
            kept.append(segment)
    return "/" + "/".join([*kept, ""] if last in (".", "..") else kept)
