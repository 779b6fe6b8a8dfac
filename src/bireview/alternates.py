"""One page in all its languages: what search engines and the header's language switch are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bireview.languages import LANGUAGES


@dataclass(frozen=True)
class Alternate:
    """A page in one of its languages. `tag` is BCP 47; `name` and `label` are in that language itself."""

    tag: str
    name: str
    label: str
    """What the link is called: it holds `name`, and makes sense on its own."""
    address: str
    current: bool


def alternates(addresses: Mapping[str, str], current: str) -> tuple[Alternate, ...]:
    """The languages of a page, in the order given; a language that it is not written in is left out.

    Args:
        addresses: By the language's folder name, the default language first.
        current: The folder name of the language in which the page is being built.
    """
    found = []
    for folder, address in addresses.items():
        language = LANGUAGES[folder]
        labels = language.labels
        found.append(
            Alternate(language.tag, labels["language_link"], labels["language_label"], address, folder == current)
        )
    return tuple(found)
