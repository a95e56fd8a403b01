"""One settings file; the environment decides. Production unless told otherwise."""

from pathlib import Path

import pghistory
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from lsc_places.kit import deployment

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env(eager=False)
ENVIRONMENT = env.str("ENVIRONMENT", "production")  # production, demo or test
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1"] if ENVIRONMENT != "production" else [])
DATABASES = {"default": env.dj_db_url("DATABASE_URL")}
REDIS_URL = env.str("REDIS_URL")
DEMO_PASSWORD = env.str("DEMO_PASSWORD", "")
MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / "var" / "media")
STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / "var" / "static")
STATIC_MANIFEST = env.bool("STATIC_MANIFEST", True)
PRESS_NICENESS = env.int("PRESS_NICENESS", 10)  # whoever waits for a page comes before whoever waits for a PDF
ORGANISATION_NAME = env.str("ORGANISATION_NAME", "Lancashire and South Cumbria Integrated Care Board")
CLAMD_SOCKET = env.str("CLAMD_SOCKET", "")
CLAMD_HOST = env.str("CLAMD_HOST", "")  # "host" or "host:port"
RECORDS_FOLDER = env.path("RECORDS_FOLDER", BASE_DIR / "lsc_places" / "data" / "lancashire-and-south-cumbria")
env.seal()

if ENVIRONMENT not in {"production", "demo", "test"}:
    raise ImproperlyConfigured(f"ENVIRONMENT must be production, demo or test, not {ENVIRONMENT!r}")
IS_PRODUCTION = ENVIRONMENT == "production"
if IS_PRODUCTION and (
    unfit := deployment.problems(
        debug=DEBUG, secret_key=SECRET_KEY, allowed_hosts=ALLOWED_HOSTS, demo_password=DEMO_PASSWORD
    )
):
    raise ImproperlyConfigured(". ".join(unfit))

INSTALLED_APPS = [
    "lsc_places.kit",
    "lsc_places.sources",
    "lsc_places.organisations",
    "lsc_places.places",
    "lsc_places.people",
    "lsc_places.jobs",
    "lsc_places.documents",
    "lsc_places.boards",
    "lsc_places.registers",
    "priorities.metrics",
    "priorities.plans",
    "delegations.register",
    "delegations.risks",
    "delegations.workplan",
    "delegations.readiness",
    "delegations.gates",
    "reporting.papers",
    "reporting.overview",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "pghistory",
    "pgtrigger",
    "rules",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lsc_places.kit.middleware.PrivateCache",
    "lsc_places.kit.middleware.BusyPage",
    "pghistory.middleware.HistoryMiddleware",
]
ROOT_URLCONF = "lsc_places.urls"
WSGI_APPLICATION = "lsc_places.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "lsc_places.kit.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "lsc_places.sources.context.as_at",
                "lsc_places.people.context.navigation",
                "lsc_places.jobs.context.notices",
            ],
        },
    },
]

CONN_MAX_AGE = 60
DATABASES["default"] |= {"CONN_MAX_AGE": CONN_MAX_AGE, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "lsc_places.people.backends.AccountBackend",
    "rules.permissions.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "people:log-in"
LOGIN_REDIRECT_URL = "overview:home"
LOGOUT_REDIRECT_URL = "people:log-in"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static" / "app", BASE_DIR / "static" / "build"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "lsc_places.kit.static.NpmFinder",
]
_MANIFEST = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _MANIFEST if STATIC_MANIFEST else _PLAIN},
}

FILE_UPLOAD_HANDLERS = [
    "lsc_places.documents.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CLAMD_ADDRESS = CLAMD_SOCKET or (CLAMD_HOST if ":" in CLAMD_HOST or not CLAMD_HOST else f"{CLAMD_HOST}:3310")

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 5.0
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 800_000  # kB; a long paper leaves much behind
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # The queue only wakes workers, and what it forgets a sweeper tells again. Keeping what is not acknowledged in Redis
    # would end a worker that tries to put it back after Redis has gone.
    "ack_emulation": False,
    "socket_connect_timeout": 2,
}
CELERY_BEAT_SCHEDULE = {
    "jobs.sweep": {"task": "jobs.sweep", "schedule": 5.0, "options": {"expires": 5}},
    "documents.scan_waiting": {"task": "documents.scan_waiting", "schedule": 30.0},
    "workplan.tell_owners": {"task": "workplan.tell_owners", "schedule": 300.0, "options": {"expires": 300}},
    "readiness.tell_those_asked": {
        "task": "readiness.tell_those_asked",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "documents.remove_leftovers": {"task": "documents.remove_leftovers", "schedule": 1800.0},
}
CELERY_TIMEZONE = "UTC"  # a schedule in local time skips or repeats an hour when the clocks change

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "lsc_places.kit.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

if IS_PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stream"], "level": "INFO"},
    "loggers": {
        "django.server": {"propagate": True},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
