"""The door for a web server."""

import os

from django.core.wsgi import get_wsgi_application

from forlik.core.settings import home
from forlik.desk import vega

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forlik.desk.settings")

# Before the application, which looks once at which files there are to serve.
vega.make(home())
application = get_wsgi_application()
