"""An author's manuscript → the project's form: pages, bibliography, and a report of every character.

`reading` decodes the file and `characters` mends it, `lines` sets page furniture aside, `hyphens` and `torn` mend
lines, `outline` divides what is left into the `parts` (front matter, sections, references), `joining` makes paragraphs
of lines, `inline` puts marks and formulas into the project's syntax, `front` reads the article's record, `references`
and the grammars beside it read the list, `pages` and `files` write, `report` accounts for it all. `doubts` says what an
extraction lost before the import saw it.
"""
