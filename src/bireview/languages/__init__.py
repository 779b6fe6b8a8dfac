"""The languages there are. A new one is one file beside this and one line here."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from bireview.language import Language
from bireview.languages import ar, de, en, ja, zh_hans, zh_hant

_REGISTERED: Mapping[str, Language] = {
    "zh": zh_hans.LANGUAGE,
    "zh-Hant": zh_hant.LANGUAGE,
    "en": en.LANGUAGE,
    "de": de.LANGUAGE,
    "ja": ja.LANGUAGE,
    "ar": ar.LANGUAGE,
}


class _Languages(Mapping[str, Language]):
    """By the name of the folder under docs/, which is also the locale that the i18n plugin uses.

    Iterating gives the registered names; a more exact tag (`en-GB`, `zh-TW`, `de_AT`) is known too, and is then the
    tag of its pages. It finds its language by dropping parts from the end (RFC 4647, 3.4).
    """

    def __getitem__(self, name: str) -> Language:
        found = _look_up(name)
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_REGISTERED)

    def __len__(self) -> int:
        return len(_REGISTERED)


@lru_cache(maxsize=64)
def _look_up(name: str) -> Language | None:
    if name in _REGISTERED:
        return _REGISTERED[name]
    tag = name.replace("_", "-")
    also = {other: language for language in _REGISTERED.values() for other in language.also}
    part = tag
    while part:
        if found := also.get(part) or _REGISTERED.get(part):
            return replace(found, tag=tag)
        part = part.rpartition("-")[0]
    return None


LANGUAGES: Mapping[str, Language] = _Languages()


def spelled(name: str) -> str:
    """A tag in the letters that are usual for each part (RFC 5646, 2.1.1): `zh-Hant`, `en-GB`, and also `de_AT`."""
    language, *rest = name.replace("_", "-").split("-")
    parts = [language.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)]
    return ("_" if "_" in name and len(parts) == 2 and len(parts[1]) == 2 else "-").join(parts)
