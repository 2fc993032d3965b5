"""Django's settings: nothing from outside the machine; the register opens at its first use, to those who sign in."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from forlik.core.settings import home, setting
from forlik.desk.access.engine import databases
from forlik.desk.secret import secret_key
from forlik.desk.vega import folder

HERE = Path(__file__).parent

SECRET_KEY = secret_key(home())
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in setting("allowed_hosts").split(",") if host.strip()]
ROOT_URLCONF = "forlik.desk.urls"
APPEND_SLASH = False
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "forlik.desk.access",
    "forlik.desk.records",
    "forlik.desk.signin",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
]
DATABASES = databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
    # From here on closed addresses are other than public ones: these have no session, and know nobody.
    "forlik.desk.signin.door.Sessions",
    "forlik.desk.signin.door.Forms",
    "forlik.desk.signin.door.door",
    "axes.middleware.AxesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates", HERE / "pages", HERE / "register"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
            "builtins": ["forlik.desk.templatetags.printing", "django.templatetags.i18n"],
            # Public pages are made without a request, and have nothing of this around them.
            "context_processors": ["forlik.desk.signin.around.around"],
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

# A proxy in front of the desk is believed only where the settings say that there is one.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if setting("tls_proxy") else None

# What is sent stays in memory: a temporary file would lie about in the open.
FILE_UPLOAD_HANDLERS = ["forlik.desk.register.receiving.InMemory"]

AUTH_USER_MODEL = "signin.User"
AUTHENTICATION_BACKENDS = ["forlik.desk.signin.backend.Gate", "forlik.desk.signin.backend.Passwords"]
PASSWORD_HASHERS = ["forlik.desk.signin.hashing.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/account"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
CACHES = {"default": {"BACKEND": "forlik.desk.signin.marks.Marks"}}

SESSION_ENGINE = "forlik.desk.signin.sessions"
SESSION_COOKIE_NAME = "forlik_session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "forlik_form"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "forlik.desk.faults.forged"

ACCOUNT_ADAPTER = "forlik.desk.signin.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_LOGIN_TIMEOUT = 600
# One lock-out counts for all processes; what allauth counts beside it would be counted in each by itself.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
MFA_ADAPTER = "forlik.desk.signin.adapters.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Forlik"
MFA_TOTP_TOLERANCE = 1

AXES_HANDLER = "forlik.desk.signin.lock.Handler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = "forlik.desk.signin.lock.counted_by"
AXES_USERNAME_CALLABLE = "forlik.desk.signin.lock.name_of"
AXES_CLIENT_IP_CALLABLE = "forlik.desk.signin.lock.address_of"
AXES_LOCKOUT_CALLABLE = "forlik.desk.signin.lock.page"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# All that is sent at the door; nothing of it is kept with a failure.
AXES_SENSITIVE_PARAMETERS = ["login", "code", "credential", "next", "username", "ip_address", "csrfmiddlewaretoken"]

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
        # Who failed to sign in stands in the register's log; here it would be plain text.
        "axes": {"level": "CRITICAL", "propagate": False},
    },
}
