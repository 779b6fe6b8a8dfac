"""The languages there are. A new one is one file beside this and one line here."""

from collections.abc import Mapping

from bireview.language import Language
from bireview.languages import en, zh_hans

LANGUAGES: Mapping[str, Language] = {
    "zh": zh_hans.LANGUAGE,
    "en": en.LANGUAGE,
}
"""By the name of the folder under docs/, which is also the locale that the i18n plugin uses."""
