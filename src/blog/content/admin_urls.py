"""What stands in front of a page of Wagtail's admin that asks too little."""

from typing import Any

from django.urls import path
from wagtail.admin.views.chooser import BrowseView
from wagtail.admin.viewsets.pages import page_viewset_registry

from blog.content.admin_views import choose_several_pages, of_a_page_that_is_seen


def _list_of_pages(name: str) -> Any:
    view = page_viewset_registry.as_view(name, parent_page_id_kwarg="parent_page_id")
    return of_a_page_that_is_seen(view)


urlpatterns = [
    path(
        "pages/<int:parent_page_id>/",
        _list_of_pages("index"),
        name="wagtailadmin_explore_that_may_be_seen",
    ),
    path(
        "pages/<int:parent_page_id>/results/",
        _list_of_pages("index_results"),
        name="wagtailadmin_explore_results_that_may_be_seen",
    ),
    path(
        "choose-page/<int:parent_page_id>/",
        of_a_page_that_is_seen(BrowseView.as_view()),
        name="wagtailadmin_choose_page_child_that_may_be_seen",
    ),
    path(
        "choose-page/chosen-multiple/",
        choose_several_pages,
        name="wagtailadmin_choose_page_that_may_be_seen",
    ),
]
