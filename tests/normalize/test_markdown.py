from crawler.normalize.markdown import markdown_html


def test_headings_and_lists_become_html():
    assert markdown_html("Hello.\n\n## Tasks\n\n*   **Bake**\n*   Sell\n") == (
        "<p>Hello.</p>\n<h2>Tasks</h2>\n<ul>\n<li><strong>Bake</strong></li>\n<li>Sell</li>\n</ul>\n"
    )


def test_no_text_is_null():
    assert markdown_html(None) is markdown_html(" \n") is None
