"""The stylesheets of a finished site: one for each page, with no more in it than the site can use."""
