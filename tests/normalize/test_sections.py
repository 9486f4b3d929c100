import pytest

from crawler.normalize.sections import sections


def test_each_text_stands_under_its_heading():
    assert sections([("Tasks & duties ", "<p>Bake</p>"), (None, "<p>Apply</p>"), ("", "Now")]) == (
        "<h3>Tasks &amp; duties</h3><p>Bake</p><p>Apply</p>Now"
    )


@pytest.mark.parametrize("nothing", [None, "", " ", "<p><br></p><p>&nbsp;</p>", "<ul>\n</ul>"])
def test_a_heading_without_a_text_is_left_out(nothing):
    assert sections([("Duties", nothing), ("Pay", "<b>Good</b>")]) == "<h3>Pay</h3><b>Good</b>"
