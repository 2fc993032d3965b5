"""The door for a web server."""

import os
import warnings
from threading import Thread
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application

from forlik.core.settings import home
from forlik.core.warnings import ForlikWarning
from forlik.desk import vega

FIRST = ("/", "/watch", "/data", "/country/AFG")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forlik.desk.settings")

# The pages say themselves what is old or guessed.
warnings.simplefilter("ignore", ForlikWarning)

# Before the application, which looks once at which files there are to serve.
vega.make(home())
application = get_wsgi_application()


def warm() -> None:
    """Make the first pages before somebody asks: reading all results takes a second or two, once."""
    from django.conf import settings

    for path in FIRST:
        environ: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": settings.ALLOWED_HOSTS[0]}
        setup_testing_defaults(environ)
        application(environ, lambda *_told: None)


Thread(target=warm, daemon=True).start()
