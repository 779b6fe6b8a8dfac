"""Search in every language of a review: what there is to find, how words are made alike, what a reader gets."""
