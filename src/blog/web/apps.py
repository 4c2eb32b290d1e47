"""What every HTTP response has in common."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "blog.web"
    label = "web"

    def ready(self) -> None:
        """Have changes of pages reach the page cache."""
        from blog.web.page_cache import opening
        from blog.web.purging import when_pages_change

        when_pages_change(opening.hear)
