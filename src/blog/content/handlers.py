"""What content does when something is published or changed. No decisions: hear and hand on.

Deleting a post takes its search entry along. Moving it or closing a part of the site changes who
may read it, which every search asks anew, so nobody needs to hear of that here.
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.documents.models import Document
from wagtail.models import Locale, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from blog.content.models import (
    Author,
    Byline,
    FrontPagePick,
    PostPage,
    PostTag,
    Publication,
    Series,
    SiteImage,
    SitePage,
    StandardPage,
    Tag,
)
from blog.content.services import bylines, freshness
from blog.content.tasks import (
    draw_social_image,
    index_post,
    prepare_picture_again,
    prepare_pictures,
    prepare_portrait,
    redraw_social_images,
    remove_social_image,
)
from blog.web.uploads import check_document


@receiver(page_published)
def when_a_page_is_published(sender: type, instance: Any, **_: Any) -> None:
    """Have its pictures prepared; of a post, its own picture drawn and its words found."""
    if isinstance(instance, PostPage | StandardPage):
        prepare_pictures.enqueue(instance.pk)
    if isinstance(instance, PostPage):
        draw_social_image.enqueue(instance.pk)
        index_post.enqueue(instance.pk)


@receiver(page_unpublished)
def when_a_page_is_withdrawn(sender: type, instance: Any, **_: Any) -> None:
    """Have a post's words forgotten, and its drawn picture dropped, which shows its title."""
    if isinstance(instance, PostPage):
        draw_social_image.enqueue(instance.pk)
        index_post.enqueue(instance.pk)


@receiver(post_delete, sender=PostPage)
def when_a_post_is_deleted(sender: type, instance: PostPage, **_: Any) -> None:
    """Have its drawn picture deleted."""
    if instance.drawn_social_image:
        remove_social_image.enqueue(instance.drawn_social_image)


@receiver(post_save, sender=Publication)
def when_the_publication_changes(sender: type, created: bool, **_: Any) -> None:
    """Have the drawn pictures redrawn: they show its name and colour."""
    if not created:
        redraw_social_images.enqueue()


@receiver(post_save, sender=Author)
def when_an_author_is_saved(instance: Author, raw: bool, **_: Any) -> None:
    """Have the portrait prepared, and the account's name kept in step."""
    if instance.picture_id and not raw:
        prepare_portrait.enqueue(instance.pk)
    if not raw:
        bylines.keep_names_in_step(author_id=instance.pk)


@receiver(post_delete, sender=Author)
def when_an_author_is_deleted(**_: Any) -> None:
    """Let the account have its name to itself."""
    bylines.keep_names_in_step()


@receiver(post_save, sender=SiteImage)
def when_a_picture_is_changed(instance: SiteImage, created: bool, raw: bool, **_: Any) -> None:
    """Have it prepared again wherever it is used: it may have another file or focal point."""
    if not created and not raw:
        prepare_picture_again.enqueue(instance.pk)


@receiver(post_delete, sender=SiteImage)
def when_a_picture_is_deleted(instance: SiteImage, **_: Any) -> None:
    """Delete what moves with it; the picture itself and its sizes are Wagtail's to delete."""
    name, storage = instance.moving.name, instance.moving.storage
    if name:
        transaction.on_commit(lambda: storage.delete(name))


@receiver(pre_save, sender=Document)
def when_a_document_is_stored(instance: Document, raw: bool, **_: Any) -> None:
    """Look at a new file first, whoever stores it, and note its size, which readers are told."""
    if instance.file and not instance.file._committed and not raw:
        check_document(instance.file, instance.file.name)
        instance.file_size = instance.file.size


# --- readers' pages --------------------------------------------------------------------------
#
# Whatever a reader can see is heard of at its row, so that no door is forgotten: the editors'
# pages, a schedule, an import, a command. Rows that are written past the models (update, bulk
# inserts) are heard of by nobody: who does that says so with ``freshness.everything_changed``.


@receiver(pre_save)
def before_a_page_is_saved(sender: type, instance: Any, raw: bool, **_: Any) -> None:
    """Remember what readers see of it now."""
    if isinstance(instance, SitePage) and not raw:
        freshness.remember(page=instance)


@receiver(post_save)
def when_a_page_is_saved(
    sender: type, instance: Any, raw: bool, update_fields: Any = None, **_: Any
) -> None:
    """Have readers see it as it is now."""
    if isinstance(instance, SitePage) and not raw:
        freshness.page_saved(page=instance, fields=update_fields)


@receiver(page_published)
@receiver(page_unpublished)
def when_a_page_goes_out_or_in(sender: type, instance: Any, **_: Any) -> None:
    """Have readers see it with everything that was saved after its row."""
    freshness.page_changed(page=instance)


@receiver(pre_delete)
def when_a_page_is_deleted(sender: type, instance: Any, **_: Any) -> None:
    """Have nobody read it or follow a link to it."""
    if isinstance(instance, SitePage) and (instance.live or instance.numchild):
        freshness.access_changed()


@receiver(page_slug_changed)
@receiver(post_page_move)
def when_a_page_gets_another_address(sender: type, **_: Any) -> None:
    """Have every link to it, and to what is below it, made anew."""
    freshness.access_changed()


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def when_a_part_is_closed_or_opened(sender: type, **_: Any) -> None:
    """Have nothing shown that is private from now on."""
    freshness.access_changed()


@receiver(post_save, sender=PostTag)
@receiver(post_delete, sender=PostTag)
@receiver(post_save, sender=Byline)
@receiver(post_delete, sender=Byline)
def when_a_post_is_put_on_a_list(sender: type, instance: Any, signal: Any, **_: Any) -> None:
    """Have the list of the tag or author made anew, and the post."""
    no_longer = signal is post_delete
    if isinstance(instance, PostTag):
        freshness.tagging_changed(
            post_id=instance.content_object_id, tag_id=instance.tag_id, no_longer=no_longer
        )
    else:
        freshness.byline_changed(
            post_id=instance.post_id, author_id=instance.author_id, no_longer=no_longer
        )


@receiver(post_save, sender=Author)
@receiver(post_delete, sender=Author)
@receiver(post_save, sender=Tag)
@receiver(post_delete, sender=Tag)
@receiver(post_save, sender=Series)
@receiver(post_delete, sender=Series)
def when_what_posts_name_changes(sender: type, instance: Any, **_: Any) -> None:
    """Have every page made anew that names it."""
    freshness.name_changed(named=instance)


@receiver(post_save, sender=SiteImage)
@receiver(post_delete, sender=SiteImage)
def when_a_picture_looks_different(sender: type, instance: SiteImage, **_: Any) -> None:
    """Have every page made anew that shows it."""
    freshness.pictures_changed(image_ids=[instance.pk])


@receiver(post_save, sender=FrontPagePick)
@receiver(post_delete, sender=FrontPagePick)
@receiver(post_save, sender=Publication)
@receiver(post_save, sender=Document)
@receiver(post_delete, sender=Document)
@receiver(post_save, sender=Site)
@receiver(post_delete, sender=Site)
@receiver(post_save, sender=Locale)
@receiver(post_delete, sender=Locale)
def when_something_changes_that_stands_everywhere(sender: type, **_: Any) -> None:
    """Have every page made anew."""
    freshness.everything_changed()
