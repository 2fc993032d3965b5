"""What every page behind the door has around it: who is signed in, and how."""

from typing import Any

from django.utils.translation import get_language

from forlik.desk.frame import bare
from forlik.desk.signin import closed
from forlik.desk.signin.who import person_of


def around(request: Any) -> dict[str, Any]:
    """A template's names at a closed address; the fields of the forms are never sent back in an address.

    Args:
        request: The request. Public pages are made without it, and have none of these names.
    """
    if not closed.is_closed(request.path_info):
        return {}
    user: Any = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    back = request.GET.get("next") or request.POST.get("next") or ""
    return {
        **bare(get_language() or "en"),
        "here": request.get_full_path() if request.method == "GET" else request.path,
        "signed_in": signed_in,
        "my_name": user.person.name if signed_in else "",
        "my_user_name": user.get_username() if signed_in else "",
        "strength": person_of(request).strength,
        "kept": back.startswith(f"{closed.UNSENT}/"),
        "next": back if _near(back) else "",
    }


def _near(address: str) -> bool:
    from forlik.desk.signin.adapters import near

    return bool(address) and near(address)
