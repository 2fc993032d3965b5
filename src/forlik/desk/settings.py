"""Django's settings: no accounts, no database, nothing from outside the machine."""

from pathlib import Path

from csp.constants import NONE, SELF

from forlik.core.settings import home, setting
from forlik.desk.secret import secret_key
from forlik.desk.vega import folder

HERE = Path(__file__).parent

SECRET_KEY = secret_key(home())
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in setting("allowed_hosts").split(",") if host.strip()]
ROOT_URLCONF = "forlik.desk.urls"
APPEND_SLASH = False
INSTALLED_APPS = ["django.contrib.staticfiles"]
DATABASES: dict[str, dict[str, str]] = {}

MIDDLEWARE = [
    # The headers come first, so that no answer is without them: not a kept page, not a refused request.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "forlik.desk.headers.headers",
    "forlik.desk.memory.memory",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "forlik.desk.faults.faults",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates", HERE / "pages"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
            "builtins": ["forlik.desk.templatetags.printing", "django.templatetags.i18n"],
        },
    }
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = setting("language")
LANGUAGES = [("en", "English"), ("nb", "Norsk bokmål")]
LANGUAGE_COOKIE_NAME = "forlik_language"
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static", folder(home())]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Pages name every file with a digest of its bytes, so that a browser may keep it for ever.
WHITENOISE_MAX_AGE = 31_536_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        # A request for another host is refused with a page of its own; it is no fault of ours to trace.
        "django.security.DisallowedHost": {"level": "CRITICAL", "propagate": False},
    },
}
