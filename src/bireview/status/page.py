"""The board as one HTML page for those who look after the review; it needs no other file and no script."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from bireview.languages import LANGUAGES
from bireview.parity.freshness import Side
from bireview.problems import Location
from bireview.render import environment
from bireview.review import Review
from bireview.search.entries import page_address
from bireview.status.board import Board
from bireview.status.text import describe, state_of_history, when


def as_html(board: Board, review: Review, source: Callable[[Location], str], site: str = "") -> str:
    """The page.

    Args:
        board: What it shows.
        review: The review that it is about.
        source: The address of a place in a file.
        site: Where the review is published; the ids of paragraphs then lead there.
    """

    def on_site(side: Side, slug: str, name: str) -> str:
        return (
            f"{site.rstrip('/')}/{page_address(review, side.language, slug)}#{quote(name, errors='surrogateescape')}"
            if site
            else ""
        )

    return (
        environment()
        .get_template("status.html.j2")
        .render(
            board=board,
            languages={name: LANGUAGES[name] for name in board.languages},
            source=source,
            on_site=on_site,
            describe=describe,
            when=when,
            history=state_of_history(board),
            bibliography=lambda line: Location(board.bibliography, line),
            title=next(iter(board.pages[0].titles.values()), "") if board.pages else "",
        )
    )
