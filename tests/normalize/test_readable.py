"""HTML as a reader sees it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.html import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("<h2>You</h2><ul><li>Saw</li><li>Drill</li></ul>", "You\n\n* Saw\n* Drill"),
        (
            "<ul><li>Saw<ul><li>by hand</li></ul></li><li>Drill</li></ul>",
            "* Saw\n+ by hand\n* Drill",
        ),
        ("<ol><li>Apply</li><li>Wait</li></ol>", "1. Apply\n2. Wait"),
        ('<ol start="3"><li>Apply</li></ol>', "3. Apply"),
        ('<ol start="III"><li>Apply</li></ol>', "1. Apply"),
        ('<ol start="2" type="a"><li>Apply</li></ol><ul><li>Wait</li></ul>', "2. Apply\n* Wait"),
        ("<ul><li><p>Two <i>shifts</i></p>rotating</li></ul>", "* Two shifts\n\nrotating"),
        ("<ul><li></li><li>Saw</li></ul>", "* Saw"),
        ("One<br>Two<br><br>Three", "One\nTwo\n\nThree"),
        ("<br><br><br>One<br><br><br><br>Two<br>", "One\n\nTwo"),
        ("Java<b>Script</b> and C<b>++</b>", "JavaScript and C++"),
        ("<p>one \n two\t three</p>", "one two three"),
        ("<table><tr><td>Mon</td><td>9-5</td></tr><tr><td>Tue</td></tr></table>", "Mon 9-5\nTue"),
        ("<pre>a\n  b\n\nc</pre>", "a\nb\n\nc"),
        ("<p>Write &amp;lt;p&amp;gt; &amp; x &lt; 5</p>", "Write &lt;p&gt; & x < 5"),
        ("Write &amp;lt;p&amp;gt;\n\n\nplain", "Write &lt;p&gt;\n\nplain"),
        ("<li>loose</li>", "* loose"),
        ("<p>one<!-- two --> three</p>", "one three"),
        ("", ""),
        ("<p> </p>", ""),
    ],
)
def test_markup_becomes_lines(html: str, text: str) -> None:
    assert plain_text(html) == text


@given(st.text(st.sampled_from("ab \n<>/pulib&;=\"'"), max_size=60))
def test_any_text_gives_tidy_lines(html: str) -> None:
    text = plain_text(html)

    assert "\n\n\n" not in text
    assert text == text.strip()
    assert all(line == " ".join(line.split()) for line in text.split("\n"))


def test_deep_nesting_is_read_to_the_bottom() -> None:
    depth = 2_000

    assert plain_text("<div>" * depth + "deep" + "</div>" * depth) == "deep"
