import re
from html import escape

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.html import description, plain_text, sanitised, unescape_once


def text_of(html: str) -> str:
    found = description(html)
    assert found is not None
    return found.text


def html_of(html: str) -> str:
    found = description(html)
    assert found is not None
    return found.html


def test_transport_escaping_is_undone_once() -> None:
    wire = "&lt;h3&gt;Who&lt;/h3&gt;&lt;p&gt;Sales &amp;amp; service&lt;/p&gt;"
    assert unescape_once(wire) == "<h3>Who</h3><p>Sales &amp; service</p>"
    assert text_of(unescape_once(wire)) == "Who\n\nSales & service"


def test_text_with_real_tags_is_not_unescaped() -> None:
    html = "<p>Write &lt;b&gt; for bold &amp;amp; more</p>"
    assert unescape_once(html) == html


def test_entities_of_the_html_become_characters_exactly_once() -> None:
    wire = "&lt;p&gt;the &amp;lt;table&amp;gt; tag, load &amp;lt; 70 %&lt;/p&gt;"
    assert text_of(unescape_once(wire)) == "the <table> tag, load < 70 %"


def test_a_bracket_in_an_attribute_does_not_end_the_tag() -> None:
    wire = "&lt;p title=&quot;level &gt; 7&quot;&gt;Joiner&lt;/p&gt;"
    assert text_of(unescape_once(wire)) == "Joiner"


def test_blocks_breaks_and_open_items_break_lines() -> None:
    html = "<div>Tasks</div><div>Profile</div>Wood<br>Metal<ul><li>Saw<li>Drill</ul>"
    assert text_of(html).split() == ["Tasks", "Profile", "Wood", "Metal", "*", "Saw", "*", "Drill"]
    assert len(text_of(html).splitlines()) >= 6


def test_lists_keep_their_text_and_marks() -> None:
    text = text_of("<ul><li><p>Two <i>shifts</i></p>rotating</li></ul><ol><li>Apply</li></ol>")
    assert "* Two shifts" in text
    assert "rotating" in text
    assert "1. Apply" in text


def test_only_allowed_markup_and_links_survive() -> None:
    html = html_of(
        '<img src=p.gif onerror=f()><a href="\tjavascript:f()">here</a><svg/onload=f()>'
        '<iframe src="//x.test"></iframe><p style="color:red" class="c" onclick="f()">fine</p>'
        "<script>steal()</script><style>p{}</style><form><input></form>"
    )
    for banned in (
        "onerror",
        "javascript:",
        "onload",
        "<iframe",
        "<svg",
        "style",
        "class=",
        "steal",
    ):
        assert banned not in html
    assert text_of(html).split() == ["here", "fine"]


def test_toggles_without_a_target_vanish_and_links_stay() -> None:
    html = (
        '<p>Equal chances.</p><a>Show more</a><a name="x">Pay</a> '
        '<a href="https://a.test/b">Read more</a>'
    )
    assert "Show more" not in text_of(html)
    assert "Pay" in text_of(html)
    assert 'href="https://a.test/b"' in html_of(html)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Caf\u00c3\u00a9 \u00e2\u20ac\u201c bar</p>", "Café - bar"),
        ("<p>one&nbsp;two&#8203;three</p>", "one two three"),
        ("<p>\U0001f680 مرحبا שלום</p>", "\U0001f680 مرحبا שלום"),
        ("plain &amp; simple", "plain & simple"),
        ("<p></p><p>&nbsp;</p><p>only</p>", "only"),
        ("<![CDATA[<p>Tea</p>]]><p>Cake</p>", "Tea\n\nCake"),
    ],
)
def test_text_is_readable(html: str, text: str) -> None:
    assert text_of(html).replace("\u2013", "-") == text


@pytest.mark.parametrize("html", [None, "", "   ", "<p>&nbsp;</p>", "<script>x()</script>", "<br>"])
def test_nothing_to_read_is_null(html: str | None) -> None:
    assert description(html) is None


def test_contact_data_of_persons_is_marked_in_both_forms() -> None:
    html = (
        '<p>Ask <a href="mailto:ann.lee@acme.test">Ann</a> '
        "(ann.lee@acme.test, <b>Tel.</b>: 030 1234567)</p>"
    )
    found = description(html)
    assert found is not None
    for form in (found.html, found.text):
        assert "ann.lee" not in form
        assert "1234567" not in form
        assert "Ask Ann ([email removed]," in form


@pytest.mark.parametrize(
    "target",
    [
        "mailto:ann.lee@acme.test",
        "mailto:ann%2Elee%40acme.test?subject=Hello",
        "mailto:jobs@acme.test?cc=ann.lee@acme.test",
        "tel:+13125550198",
        "https://www.linkedin.com/in/ann-lee-42",
        "https://wa.me/13125550198",
    ],
)
def test_links_to_a_person_are_words(target: str) -> None:
    assert html_of(f'<p>Ask <a href="{target}">Ann</a>.</p>') == "<p>Ask Ann.</p>"


def test_a_number_behind_a_telephone_link_is_marked_in_any_shape() -> None:
    html = '<p>Ring <a href="tel:5550198">555 0198</a>.</p>'
    assert html_of(html) == "<p>Ring [phone removed].</p>"


@pytest.mark.parametrize("target", ["/team", "//acme.test/team", "#apply", "?id=7"])
def test_links_that_depend_on_their_page_are_words(target: str) -> None:
    assert html_of(f'<p>See <a href="{target}">us</a>.</p>') == "<p>See us.</p>"


@pytest.mark.parametrize("target", ["mailto:jobs@acme.test", "https://acme.test/team"])
def test_links_to_a_company_stay(target: str) -> None:
    assert f'href="{target}"' in html_of(f'<p>Ask <a href="{target}">us</a>.</p>')


def test_what_entities_hide_is_cleaned_too() -> None:
    html = html_of('<p><a href="java&#x200e;script:f()">go</a> &#8203;&#173;fine</p>')
    assert "script" not in html
    assert text_of(html) == "go fine"


TEXTS = st.text("ab <>&é\u200b\u00a0.\n", max_size=10)
TAGS = st.sampled_from(
    [
        *("p", "div", "li", "ul", "ol", "h2", "b", "a", "a href='https://a.test/'", "span"),
        *("table", "td", "script", "section", "br", "iframe", "pre", "dd", "tr", "form"),
    ]
)


def elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split(' ')[0]}>",
        TAGS,
        st.lists(inner, max_size=3),
    )


def test_half_a_surrogate_pair_becomes_the_replacement_character() -> None:
    found = description("<p>pier \ud83d bay</p>")
    assert found is not None
    assert found.text == "pier \ufffd bay"
    assert plain_text("<b>pier</b> \udc00") == "pier \ufffd"


@given(st.recursive(TEXTS, elements))
def test_no_markup_raises_or_leaves_active_content(html: str) -> None:
    found = description(html)
    if found is not None:
        assert not re.search(r"<(script|img|style|iframe)\b", found.html)
        assert found.text == found.text.strip()
        assert "\n\n\n" not in found.text


@given(st.recursive(TEXTS.map(escape), elements))
def test_a_browser_nests_it_as_it_is_served(html: str) -> None:
    safe = sanitised(html)
    parsed = nh3.clean(
        safe,
        tags=nh3.ALLOWED_TAGS | {"section"},
        attributes={"a": {"href"}},
        link_rel="noopener noreferrer nofollow",
    )
    assert parsed.replace("&nbsp;", " ") == safe


@given(st.recursive(TEXTS.map(escape), elements))
def test_describing_twice_equals_once(html: str) -> None:
    once = description(html)
    if once is not None:
        assert description(once.html) == once


def test_a_blank_that_stands_in_an_element_of_its_own_keeps_words_apart():
    found = description("<p>As <b>clerk, </b>you<strong>&nbsp;</strong>will<b></b>ing</p>")
    assert found is not None
    assert found.text == "As clerk, you willing"
