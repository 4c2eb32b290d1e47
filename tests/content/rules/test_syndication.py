from blog.content.rules.syndication import html_for_feeds, text_for_xml

PAGE = "https://galley.example/posts/rye/"


def test_addresses_are_whole():
    html = '<p><a href="/about/">us</a> <a href="#flour">below</a> <img src="/media/a.jpg" alt="A loaf"></p>'

    assert html_for_feeds(html, page_url=PAGE) == (
        '<p><a href="https://galley.example/about/">us</a> '
        '<a href="https://galley.example/posts/rye/#flour">below</a> '
        '<img src="https://galley.example/media/a.jpg" alt="A loaf"></p>'
    )


def test_other_sites_addresses_are_kept():
    html = '<a href="https://example.org/?a=1&amp;b=2">x</a>'

    assert html_for_feeds(html, page_url=PAGE) == html


def test_a_video_is_a_link():
    html = (
        '<load-embed class="embed" data-src="https://player.example/1"><div class="embed__frame">'
        '<p class="embed__title">Kneading</p><p class="embed__note">Nothing is loaded yet.</p>'
        '<button type="button" hidden>Load it here</button>'
        '<p><a href="https://vimeo.com/123456">Watch “Kneading” on Vimeo</a></p></div></load-embed>'
    )

    assert html_for_feeds(html, page_url=PAGE) == (
        '<div><p><a href="https://vimeo.com/123456">Watch “Kneading” on Vimeo</a></p></div>'
    )


def test_what_is_there_for_our_page_alone_is_gone():
    html = (
        '<figure class="code-block"><div class="code-block__bar"><span>Python</span></div>'
        '<pre class="highlight"><code dir="ltr"><span class="k">if</span> a &lt; b</code></pre></figure>'
        '<div class="pull-quote" aria-hidden="true"><p>Said twice.</p></div>'
        '<p>Kept<span class="visually-hidden"> unseen</span>.</p>'
    )

    assert html_for_feeds(html, page_url=PAGE) == (
        '<figure><pre><code dir="ltr">if a &lt; b</code></pre></figure><p>Kept.</p>'
    )


def test_a_foreign_passage_keeps_its_language():
    html = '<p><span lang="fr">pain <span class="x">de</span> seigle</span></p>'

    assert html_for_feeds(html, page_url=PAGE) == '<p><span lang="fr">pain de seigle</span></p>'


def test_notes_are_reached_on_the_page_and_need_no_way_back():
    html = (
        '<p>Rye<sup class="footnote-mark"><a href="#note-1" id="ref-1">1</a></sup></p>'
        '<ol><li id="note-1">A grain. <a href="#ref-1" aria-label="Back">↩</a></li></ol>'
    )

    assert html_for_feeds(html, page_url=PAGE) == (
        f'<p>Rye<sup><a href="{PAGE}#note-1">1</a></sup></p><ol><li>A grain. </li></ol>'
    )


def test_only_the_picture_that_every_program_shows_is_left():
    html = (
        '<picture><source type="image/avif" srcset="/a.avif 640w">'
        '<img src="/a.jpg" width="640" height="400" alt="" loading="lazy"></picture>'
    )

    assert html_for_feeds(html, page_url=PAGE) == (
        '<img src="https://galley.example/a.jpg" width="640" height="400" alt="">'
    )


def test_scripts_do_not_travel():
    html = '<p onclick="x()">a<script>alert(1)</script><a href="javascript:x()">b</a></p>'

    assert html_for_feeds(html, page_url=PAGE) == "<p>a<a>b</a></p>"


def test_a_hidden_thing_without_an_end_takes_nothing_with_it():
    assert html_for_feeds('<img src="/a.jpg" hidden><p>after</p>', page_url=PAGE) == "<p>after</p>"


def test_characters_that_xml_cannot_hold_are_dropped():
    assert text_for_xml("a\x0bb\x00\ud800c\uffff\td\U0001f35e") == "abc\td\U0001f35e"
