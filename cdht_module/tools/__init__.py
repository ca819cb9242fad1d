"""Helpers in plain Python; `list_reader` reads the lists that come in. Only locking
and redirection know Odoo, and of it no more than its exceptions."""
