"""What stands in front of a page of Wagtail's admin that asks too little."""

from django.urls import path

from blog.content.admin_views import choose_several_pages

urlpatterns = [
    path(
        "choose-page/chosen-multiple/",
        choose_several_pages,
        name="wagtailadmin_choose_page_that_may_be_seen",
    ),
]
