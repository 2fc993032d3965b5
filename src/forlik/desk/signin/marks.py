"""What may be done once: a code that was used is used for every process. Stands where Django looks for a cache."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

from forlik.core import days


class Marks(BaseCache):
    """A cache that can only be added to; it keeps a digest of the key, and no value."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:  # noqa: ARG002 - Django's signature
        """Mark something; whether it was not marked before."""
        from django.db import transaction

        from forlik.desk.signin.models import Mark

        now = days.now()
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        with transaction.atomic():
            Mark.objects.filter(until__lte=now).delete()
            _mark, made = Mark.objects.get_or_create(
                key=sha256(str(key).encode()).hexdigest(), defaults={"until": now + timedelta(seconds=seconds)}
            )
        return bool(made)
