"""What a conversation says of itself to search engines."""

from django.utils.safestring import SafeString

from blog.comments.selectors import Thread
from blog.content.presenters.json_ld import json_for_script
from blog.content.rules.plain_text import text_of_html
from blog.web.addresses import absolute

MOST = 20


def json_ld(thread: Thread) -> SafeString | str:
    """Return the first comments as data, belonging to the post that is described above them."""
    cards = [card for card in thread.cards if not card.gone][:MOST]
    if not cards:
        return ""
    post = absolute(thread.post_url)
    return json_for_script(
        {
            "@context": "https://schema.org",
            "@type": "BlogPosting",
            "@id": f"{post}#post",
            "commentCount": thread.number,
            "comment": [
                {
                    "@type": "Comment",
                    "@id": f"{post}#{card.anchor}",
                    "url": absolute(card.url),
                    "dateCreated": card.written_at.replace(microsecond=0).isoformat(),
                    "author": {"@type": "Person", "name": card.name},
                    "text": text_of_html(card.html),
                    "upvoteCount": card.recommendations,
                }
                for card in cards
            ],
        }
    )
