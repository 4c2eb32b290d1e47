"""The links and headings of stored HTML."""

from blog.publishing.rules.html_reading import Link, headings_of, links_of


def test_links_by_number_and_by_address():
    html = (
        '<p><a linktype="page" id="3">A <b>page</b></a>, <a linktype="document" id="4">a file</a>,'
        ' <a href="https://a.example/">elsewhere</a> and <a href="#s-x">below</a></p>'
    )

    assert links_of(html) == [
        Link("A page", "3", page_id=3),
        Link("a file", "4", document_id=4),
        Link("elsewhere", "https://a.example/"),
        Link("below", "#s-x"),
    ]


def test_a_pictures_text_is_part_of_the_links_text():
    assert links_of('<a href="/x/"><img src="a.png" alt="The press"> </a>')[0].text == "The press "


def test_a_link_that_leads_nowhere_is_a_link_all_the_same():
    assert links_of("<a>words</a>") == [Link("words", "")]
    assert links_of('<a linktype="page" id="x">words</a>') == [Link("words", "x", page_id=0)]


def test_headings_in_order_with_their_levels():
    html = "<h2>One <i>two</i></h2><p>x</p><h4>Three &amp; four</h4>"

    assert headings_of(html) == [(2, "One two"), (4, "Three & four")]


def test_broken_markup_is_read_as_far_as_it_goes():
    assert headings_of("<h2>One<h3>Two</h3>") == [(3, "Two")]
    assert links_of('<a href="/x/">never closed') == []
