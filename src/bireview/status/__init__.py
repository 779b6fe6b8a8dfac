"""Where the two languages of a review stand: a board for those who look after it."""
