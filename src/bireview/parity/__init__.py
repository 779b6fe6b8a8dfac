"""What corresponds between the languages, and whether it says the same."""
