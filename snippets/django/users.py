"""A placeholder for your own database."""

_roles: dict[str, list[str]] = {}


def roles_of(user_id: str) -> list[str]:
    return _roles.get(user_id, [])


def set_roles(user_id: str, roles: list[str]) -> None:
    _roles[user_id] = roles
