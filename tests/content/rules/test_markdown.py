"""Markdown as authors paste it: what is wide gets a box that scrolls, with a name."""

from blog.content.rules.markdown import box_wide_parts, render_markdown


def boxed(text):
    return box_wide_parts(render_markdown(text).html, table="Table:", code="Code")


def test_a_table_stands_in_a_box_and_both_are_named_after_its_columns():
    html = boxed("| From | *To* |\n| --- | --- |\n| 1 May | 30 June |")

    assert html.count('aria-label="Table: From, To"') == 2
    assert html.startswith('<div class="table"><scroll-box class="table__scroll"')
    assert html.rstrip().endswith("</table></scroll-box></div>")


def test_a_name_cannot_end_the_attribute_it_stands_in():
    html = boxed('| A" onfocus="x | B |\n| --- | --- |\n| 1 | 2 |')

    assert 'aria-label="Table: A&quot; onfocus=&quot;x, B"' in html


def test_code_stands_in_a_box():
    html = boxed("```\na <b> c\n```")

    assert 'aria-label="Code"><pre><code>a &lt;b&gt; c\n</code></pre></scroll-box></div>' in html


def test_other_passages_stay_as_they_are():
    html = render_markdown("## Words\n\nand `code` in them").html

    assert box_wide_parts(html, table="Table:", code="Code") == html
