"""What stands under the title of a chapter."""

from __future__ import annotations

from bireview.article import read_article
from bireview.model import Page
from bireview.reading_time import reading_time
from bireview.render import Fragments


def put_page_head(html: str, page: Page, fragments: Fragments, address: str) -> str:
    """A chapter's HTML with its reading time and, for paper, the article's record and the page's address.

    Chapters are the pages whose title has a section number; others are returned as they are.
    """
    if not page.headings or not page.headings[0].number:
        return html
    home = fragments.review.page.get((page.language, "index"))
    article = read_article(home.front["article"])[0] if home and "article" in home.front else None
    title = home.title if home else ""
    head = fragments.render("page_head", time=reading_time(page), article=article, title=title, address=address)
    return html.replace("</h1>", f"</h1>\n{head.strip()}", 1)
