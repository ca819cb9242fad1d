"""One module a `make` command."""
