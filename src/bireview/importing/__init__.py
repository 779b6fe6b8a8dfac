"""An author's manuscript → the project's form: pages, bibliography, and a report of every character.

`reading` decodes the file, `lines` sets page furniture aside, `outline` divides what is left into front matter,
sections and references, `joining` makes paragraphs of lines, `inline` puts marks and formulas into
the project's syntax,
`references` and the grammars beside it read the list, `pages` and `files` write, `report` accounts for it all.
"""
