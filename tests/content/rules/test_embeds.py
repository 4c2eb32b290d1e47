"""Which videos can be shown in a post: from the address alone."""

import pytest

from blog.content.rules.embeds import find_embed

TUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
VIMEO = "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", TUBE),
        ("https://m.youtube.com/watch?t=10&v=dQw4w9WgXcQ", TUBE),
        ("https://youtu.be/dQw4w9WgXcQ", TUBE),
        ("https://vimeo.com/76979871", VIMEO),
        ("https://vimeo.com/76979871/", VIMEO),
    ],
)
def test_what_is_shown_comes_from_the_providers_quiet_address(address, source):
    embed = find_embed(address)

    assert embed is not None
    assert embed.source == source


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a video",
        "http://youtu.be/dQw4w9WgXcQ",
        "javascript:alert(1)",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://evil.example/?https://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be@evil.example/dQw4w9WgXcQ",
        "https://youtu.be:8443/dQw4w9WgXcQ",
        "https://youtu.be:99999/dQw4w9WgXcQ",
        "https://youtu.be:x/dQw4w9WgXcQ",
        "https://[youtu.be/dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcQ/../x",
        'https://youtu.be/dQw4w9W"onx',
        "https://youtube.com/watch",
        "https://youtube.com/watch?v=short",
        "https://vimeo.com/channels/staffpicks",
    ],
)
def test_everything_else_is_a_link(address):
    assert find_embed(address) is None
