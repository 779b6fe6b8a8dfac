"""What the registries of DOIs know of the works in the bibliography, for `bireview doi --check`; never in the build."""
