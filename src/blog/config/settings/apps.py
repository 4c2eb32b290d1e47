"""What is installed, in which order a request passes it, and where templates are found."""

from blog.config import env

ROOT_URLCONF = "blog.config.urls"
WSGI_APPLICATION = "blog.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "blog.web",
    "blog.audit",
    "blog.delivery",
    "blog.accounts",
    "blog.admin",
    "blog.content",
    "blog.publishing",
    "blog.comments",
    "blog.portability",
    "blog.operations",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "modelsearch",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_htmx",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "blog.web.request_id.RequestIdMiddleware",
    "blog.operations.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "blog.web.security.ResponsePolicyMiddleware",
    "blog.web.packing.PackPublicMiddleware",
    "blog.web.caching.PrivateByDefaultMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "blog.web.memory.MemoryMiddleware",
    "blog.web.language.PathLanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "blog.accounts.middleware.LastSeenMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "blog.web.kept_for.KeptForMiddleware",
    "blog.web.kept_forms.AcceptedFormMiddleware",
    "blog.web.doors.DoorRedirectMiddleware",
    "blog.web.errors.HugeNumberMiddleware",
    "blog.web.errors.EmptyRefusalMiddleware",
    "blog.web.errors.DomainErrorMiddleware",
    "blog.accounts.middleware.DoorMiddleware",
    "blog.publishing.middleware.AddressMiddleware",
    "blog.accounts.gates.SecondStepMiddleware",
    "blog.accounts.gates.AdminScreenMiddleware",
    "blog.accounts.gates.SignInAnewMiddleware",
    "blog.content.middleware.PageMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [env.PROJECT_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "blog.content.presenters.frame.site",
            ],
            "builtins": ["blog.web.templatetags.site"],
        },
    }
]

# Widgets are looked for in templates/ first, too: some of Wagtail's are replaced there.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
