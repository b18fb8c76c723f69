"""Django settings. Every value that differs between places comes from `env`."""

import sys
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from scorecard.config import broker, env, logs

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.text("SCORECARD_VAR", str(BASE_DIR / "var")))

ENVIRONMENT = env.environment()
PRODUCTION = ENVIRONMENT == "production"
# Accounts with published passwords may exist only where this is true.
DEMO = ENVIRONMENT in ("demo", "test")
DEBUG = ENVIRONMENT == "development"

SECRET_KEY = env.text("SECRET_KEY", None if PRODUCTION else f"not-secret-{ENVIRONMENT}")
if PRODUCTION and len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("SECRET_KEY must have at least 32 characters in production.")
ALLOWED_HOSTS = env.hosts(
    "ALLOWED_HOSTS", [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])
SITE_NAME = env.text("SITE_NAME", "Primary Care Scorecard")
# Where e-mails say that the site is; empty: they tell the reader to sign in, without a link.
SITE_ADDRESS = env.text("SITE_ADDRESS", "").rstrip("/")
DEPLOYER_NAME = env.text("DEPLOYER_NAME", "Primary Care Scorecard")
# To whom readers of the public pages turn: an e-mail address, a telephone number, or both.
PUBLIC_CONTACT = env.text("PUBLIC_CONTACT", "")
# about.txt, privacy.txt and so on in here are added to the site's own texts.
PUBLIC_TEXTS_DIR = env.folder("PUBLIC_TEXTS_DIR")
NHS_BLUE = "#005eb8"
# The band across the top, which has white text on it; and links.
BRAND_COLOUR = env.colour("BRAND_COLOUR", NHS_BLUE, "#ffffff")
LINK_COLOUR = env.colour("LINK_COLOUR", NHS_BLUE, "#ffffff", "#f0f4f5")

INSTALLED_APPS = [
    "scorecard.config.apps.ConfigApp",
    "scorecard.audit",
    "scorecard.accounts",
    "scorecard.jobs",
    "scorecard.ui",
    "practices",
    "indicators",
    "scorecard.cards",
    "scorecard.publication",
    "scorecard.dashboards",
    "scorecard.demo",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tables2",
    "csp",
    "django.contrib.auth",
    "django.contrib.postgres",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "scorecard.config.requests.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "scorecard.config.frozen.FrozenMiddleware",
    "scorecard.api.elsewhere.ElsewhereMiddleware",
    "scorecard.api.problems.ProblemMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "scorecard.config.requests.AddressMiddleware",
    "scorecard.config.uploads.UploadLimitMiddleware",
]

ROOT_URLCONF = "scorecard.config.urls"
WSGI_APPLICATION = "scorecard.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "scorecard.ui.context.site",
            ],
            "builtins": ["scorecard.ui.templatetags.nhs"],
        },
    }
]

DATABASES = {
    "default": {
        **env.database(env.text("DATABASE_URL")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["scorecard.accounts.backends.EmailBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if ENVIRONMENT == "demo":
    PASSWORD_HASHERS = ["scorecard.accounts.hashers.QuickArgon2"]
if ENVIRONMENT == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace"
ACCOUNT_ADAPTER = "scorecard.accounts.adapter.InvitationOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation proves the address
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Public pages say the same to everybody, so "You have signed out" has its place here.
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False  # closing the browser signs out: practice computers are shared
_ACCOUNT_FORMS = "scorecard.ui.account_forms."
ACCOUNT_FORMS = {
    "login": _ACCOUNT_FORMS + "SignIn",
    "reset_password": _ACCOUNT_FORMS + "AskForReset",
    "reset_password_from_key": _ACCOUNT_FORMS + "NewPassword",
    "change_password": _ACCOUNT_FORMS + "ChangePassword",
    "set_password": _ACCOUNT_FORMS + "FirstPassword",
    "reauthenticate": _ACCOUNT_FORMS + "PasswordAgain",
}
MFA_ADAPTER = "scorecard.accounts.adapter.SecondStep"
MFA_FORMS = {
    "authenticate": _ACCOUNT_FORMS + "Code",
    "reauthenticate": _ACCOUNT_FORMS + "CodeAgain",
    "activate_totp": _ACCOUNT_FORMS + "SwitchOn",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
if ENVIRONMENT == "test":
    ACCOUNT_RATE_LIMITS = False

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", PRODUCTION)
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
if env.flag("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "scorecard.ui.errors.form_too_old"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# What anybody may read, from the front page on: one answer for all, kept in memory by each process
# (scorecard.config.front), but for readers with one of these cookies.
PUBLIC_ADDRESSES = ("/results/", "/api/", "/help/", "/sitemap")
OUR_COOKIES = ("sessionid", "messages", "palette")
PUBLIC_MEMORY_BYTES = env.whole_number("PUBLIC_MEMORY_BYTES", 64 * 1024**2)

# Under which licence open data are given (scorecard.api.licence knows the address of some).
OPEN_DATA_LICENCE = env.text("OPEN_DATA_LICENCE", "Open Government Licence v3.0")
OPEN_DATA_LICENCE_ADDRESS = env.text("OPEN_DATA_LICENCE_ADDRESS", "")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if ENVIRONMENT in ("production", "demo")
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = ENVIRONMENT in ("test", "development")
WHITENOISE_MAX_AGE = 31_536_000

UPLOAD_LIMIT_BYTES = env.whole_number("UPLOAD_LIMIT_BYTES", 20 * 1024 * 1024)
# One evidence file beside a figure or a query.
EVIDENCE_LIMIT_BYTES = env.whole_number("EVIDENCE_LIMIT_BYTES", 5 * 1024 * 1024)
# About one practice, counted over 24 hours.
EVIDENCE_FILES_PER_DAY = env.whole_number("EVIDENCE_FILES_PER_DAY", 200)
# A commissioner's file: a million figures are about 50 MB.
NATIONAL_UPLOAD_LIMIT_BYTES = env.whole_number("NATIONAL_UPLOAD_LIMIT_BYTES", 100 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# What the process that reads one file may spend. Python and openpyxl alone reserve 160 MB.
PARSE_MEMORY_BYTES = env.whole_number("PARSE_MEMORY_BYTES", 512 * 1024**2, least=256 * 1024**2)
PARSE_SECONDS = env.whole_number("PARSE_SECONDS", 60)
# The same for a commissioner's file, which may hold a million rows.
NATIONAL_PARSE_MEMORY_BYTES = env.whole_number(
    "NATIONAL_PARSE_MEMORY_BYTES", 1024**3, least=256 * 1024**2
)
NATIONAL_PARSE_SECONDS = env.whole_number("NATIONAL_PARSE_SECONDS", 300)
# Where a clamd listens: host:port or a Unix socket. Empty: files are not scanned for viruses.
CLAMD_ADDRESS = env.socket_address("CLAMD_ADDRESS")
# Only production sends e-mail; elsewhere each message is a file that one can read.
EMAIL_BACKEND = "django.core.mail.backends.{}.EmailBackend".format(
    "smtp" if PRODUCTION else "filebased"
)
EMAIL_FILE_PATH = VAR_DIR / "emails"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.whole_number("EMAIL_PORT", 25)
EMAIL_TIMEOUT = 10  # seconds: a mail server that does not answer holds up nobody's page for long
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "scorecard@localhost")

# How long a job may run before its worker is stopped, how long a claim lasts without a sign of
# life, how often housekeeping looks for work that a dead worker left, and how long a job may
# wait before /readyz complains.
JOB_TIME_LIMIT_SECONDS = env.whole_number("JOB_TIME_LIMIT_SECONDS", 1800)
JOB_LEASE_SECONDS = env.whole_number("JOB_LEASE_SECONDS", 60)
# Results of superseded runs that nobody outside the commissioner was shown go after so many days.
RUNS_KEPT_DAYS = env.whole_number("RUNS_KEPT_DAYS", 30)
# People are told of new results once no run has followed for so long: several runs, one message.
DIGEST_WAIT_MINUTES = env.whole_number("DIGEST_WAIT_MINUTES", 30)
JOB_HOUSEKEEPING_SECONDS = env.whole_number("JOB_HOUSEKEEPING_SECONDS", 10)
JOB_QUEUE_LIMIT_SECONDS = env.whole_number("JOB_QUEUE_LIMIT_SECONDS", 900)
JOB_MAX_ATTEMPTS = 3
# A run of more results than this is split into parts of at most as many, each a job that any
# worker may take; 0: never (docs/scaling.md).
BAND_PART_RESULTS = env.whole_number("BAND_PART_RESULTS", 0, least=0)
CELERY_BROKER_URL = env.broker(
    env.text("CELERY_BROKER_URL", "pgmq://"), testing=ENVIRONMENT == "test"
)
vars().update(
    broker.celery_settings(
        url=CELERY_BROKER_URL,
        database=DATABASES["default"],
        time_limit=JOB_TIME_LIMIT_SECONDS,
        housekeeping=JOB_HOUSEKEEPING_SECONDS,
    )
)
CELERY_TIMEZONE = TIME_ZONE
# Tests run jobs at once in their own transaction; broker tests start real workers.
CELERY_TASK_ALWAYS_EAGER = ENVIRONMENT == "test" and env.flag("JOBS_AT_ONCE", True)

DJANGO_TABLES2_TEMPLATE = "ui/table.html"
LOGGING_CONFIG = None
logs.configure(
    json=env.flag("LOG_JSON", ENVIRONMENT in ("production", "demo")),
    quiet="pytest" in sys.modules,
)
