"""From a .bib file to plain values."""
