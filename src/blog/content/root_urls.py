"""Addresses that belong to the site and to no language."""

from django.urls import path

from blog.content import site_files, sitemaps

urlpatterns = [
    path("favicon.ico", site_files.favicon, name="favicon"),
    path("manifest.webmanifest", site_files.web_manifest, name="manifest"),
    path("robots.txt", site_files.robots, name="robots"),
    path(".well-known/security.txt", site_files.security, name="security"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<str:name>-<int:number>.xml", sitemaps.part, name="sitemap_part"),
]
