"""From citation marks to numbers."""
