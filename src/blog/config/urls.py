"""The front desk: which room answers which address."""

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from blog.web.media import serve_document, serve_media
from blog.web.styleguide import show_styleguide

handler400 = "blog.web.errors.bad_request"
handler403 = "blog.web.errors.permission_denied"
handler404 = "blog.web.errors.page_not_found"
handler429 = "blog.web.errors.too_many_requests"  # django-allauth's
handler500 = "blog.web.errors.server_error"

urlpatterns = [
    path("", include("blog.operations.urls")),
    path("", include("blog.content.root_urls")),
    path("", include("blog.publishing.urls")),
    path("admin/", include("blog.accounts.wagtail_urls")),
    path("admin/", include("blog.content.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/<int:document_id>/<path:document_filename>", serve_document, name="document"),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:name>", serve_media, name="media"),
]

if settings.STYLEGUIDE:
    urlpatterns += [path("styleguide/", show_styleguide, name="styleguide")]

if apps.is_installed("django_axe") and settings.DEBUG:
    from django.views.generic import RedirectView

    urlpatterns += [
        path("axe/", include("django_axe.urls", namespace="django_axe")),
        path("axe-home/", RedirectView.as_view(url="/"), name="home"),
    ]

urlpatterns += i18n_patterns(
    path("accounts/", include("allauth.urls")),
    path("", include("blog.accounts.urls")),
    path("", include("blog.publishing.reader_urls")),
    path("desk/", include("blog.publishing.desk_urls")),
    path("desk/", include("blog.operations.desk_urls")),
    path("", include("blog.comments.urls")),
    path("", include("blog.content.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
