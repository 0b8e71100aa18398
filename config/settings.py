"""Every setting of Parley, read from the environment; docs/deploy.md lists the variables."""

import tomllib
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from kombu import Exchange, Queue

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
HOME = Path(env("PARLEY_HOME", default=str(ROOT / "var"))).resolve()

# Where it is served
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")
BASE_URL = env("BASE_URL", default="http://localhost:8000").rstrip("/")
HTTPS = BASE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False  # a redirect would turn an SDK's POST into a GET without a body (contract 1.0)

INSTALLED_APPS = [
    "web",
    "organizations",
    "webhooks",
    "conversations",
    "annotations",
    "browsing",
    "chats",
    "calls",
    "imports",
    "demo",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # of random length (BREACH)
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "organizations.context.organizations",
                "conversations.context.conversation_totals",
                "annotations.context.unread_mentions",
            ],
        },
    },
]

# PostgreSQL under two roles (ADR 0005): the owner migrates, the app owns nothing and
# has no way around row-level security.
POOL_SIZE = env.int("DATABASE_POOL", default=10)
DATABASES = {
    "default": env.db_url("DATABASE_URL", engine="web.postgresql"),
    "owner": env.db_url("DATABASE_OWNER_URL", default=env("DATABASE_URL")),
}
POOL = {
    "min_size": 1,
    "max_size": POOL_SIZE,
    "timeout": 1,  # seconds until web.postgresql looks why there is no connection yet
    "reconnect_timeout": 1,  # and then when asked for one: its own pauses double for minutes
}
DATABASES["default"]["OPTIONS"] = {
    # A host that vanished says nothing: seconds to connect, to be heard (milliseconds), to be idle
    "connect_timeout": 3,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    **DATABASES["default"].get("OPTIONS", {}),
    **({"pool": POOL} if POOL_SIZE else {}),
}
DATABASES["owner"]["TEST"] = {"MIRROR": "default"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Valkey or Redis: the broker and the cache
REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {"default": {"BACKEND": "web.cache.PassingCache", "LOCATION": REDIS_URL}}
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=", "?virtual_host="
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker, however long
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A killed worker's tasks come back after the visibility timeout, which must
    # exceed the longest task; without the other two they hardly do.
    "visibility_timeout": 3600,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "max_retries": 0,  # who nudges doesn't wait; workers try anew for ever, by the setting above
}
# Receivers of webhooks that take their time hold up nobody else (ADR 0019). A worker that is told
# of no queue takes both.
CELERY_TASK_QUEUES = [Queue(n, Exchange(n), routing_key=n) for n in ("celery", "deliveries")]
CELERY_TASK_ROUTES = {"webhooks.tasks.*": {"queue": "deliveries"}}
SWEEP_SECONDS = env.int("SWEEP_SECONDS", default=15)  # how often lost nudges are made up for
CELERY_BEAT_SCHEDULE = {
    "sweep-insights": {
        "task": "conversations.tasks.sweep_insights",
        "schedule": SWEEP_SECONDS,
    },
    "sweep-jobs": {
        "task": "organizations.tasks.sweep_jobs",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    "sweep-mentions": {
        "task": "annotations.tasks.sweep_mentions",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    "sweep-webhooks": {
        "task": "webhooks.tasks.sweep_webhooks",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    "forget-events": {"task": "webhooks.tasks.forget_events", "schedule": 3600},
    "forget-answers": {"task": "organizations.tasks.forget_answers", "schedule": 3600},
    "fold-tallies": {"task": "conversations.tasks.fold_tallies", "schedule": 60},
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# Language and time: the wire format is UTC; pages turn it into the reader's zone.
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# Imports: where uploads wait for the worker, and how large they may be
IMPORTS = HOME / "imports"
IMPORT_BYTES = env.int("IMPORT_MEGABYTES", default=512) * 1024 * 1024
# No other page takes a file: a large one that a stranger sends to the login isn't put on the disk
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 1

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# People
AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "organizations.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by invitation, which proves the address
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_SESSION_REMEMBER = None  # the login page asks
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# JWTs of people (organizations/jwt.py): none is good once its session ended
HEADLESS_JWT_ALGORITHM = "HS256"  # by SECRET_KEY
HEADLESS_JWT_ACCESS_TOKEN_EXPIRES_IN = 60 * 60
HEADLESS_JWT_REFRESH_TOKEN_EXPIRES_IN = 14 * 24 * 60 * 60
HEADLESS_JWT_STATEFUL_VALIDATION_ENABLED = True
# Logins are limited by address: behind proxies, which X-Forwarded-For to believe.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)

# E-mail
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10  # seconds; a page waits for the mail server
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Parley <parley@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF, NONCE],
        "script-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "object-src": [NONE],
    }
}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health$", r"^(v1|api)(/|$)"]  # web.api refuses instead
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = False  # htmx sends it as a header
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024  # a body above it answers 413 (contract 5.32)

# Outgoing requests go to public addresses; private hosts and networks that may be asked too
PRIVATE_HOSTS = env.list("PARLEY_PRIVATE_HOSTS", default=[])

# Titles and summaries: written offline, or by a server that speaks OpenAI's chat completions
INSIGHTS_GENERATOR = env("INSIGHTS_GENERATOR", default="extractive")
OPENAI_BASE_URL = env("OPENAI_BASE_URL", default="https://api.openai.com/v1")
OPENAI_API_KEY = env("OPENAI_API_KEY", default="")
OPENAI_MODEL = env("OPENAI_MODEL", default="")
OPENAI_TIMEOUT = env.float("OPENAI_TIMEOUT", default=60)  # seconds of one request
OPENAI_PARALLEL = env.int("OPENAI_PARALLEL", default=4)  # requests, in the whole installation
OPENAI_TOKENS_A_DAY = env.int("OPENAI_TOKENS_A_DAY", default=1_000_000)  # of one organization
OPENAI_INPUT_CHARACTERS = env.int("OPENAI_INPUT_CHARACTERS", default=24_000)  # of a conversation

# The APIs
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["organizations.authentication.BearerKey"],
    "DEFAULT_PERMISSION_CLASSES": ["organizations.authentication.MayCall"],
    "DEFAULT_THROTTLE_CLASSES": ["organizations.limits.PerCaller"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],  # bodies are validated from their raw bytes (ADR 0004)
    "EXCEPTION_HANDLER": "web.faults.answer_fault",
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": None,
}
# Of a person; of a key unless it says
API_REQUESTS_A_MINUTE = env.int("API_REQUESTS_A_MINUTE", default=12_000)
KEPT_ANSWERS = "organizations.answers.Answer"  # of requests with an Idempotency-Key
CHATLOGGER_STRICT = env.bool("CHATLOGGER_STRICT", default=True)  # contract 4.5 a

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    # They log whole addresses, and headers when debugging: keys would be in the log
    "loggers": {name: {"level": "WARNING"} for name in ("httpx", "httpcore")},
}
