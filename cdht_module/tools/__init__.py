"""Helpers in plain Python. Only locking and redirection know Odoo, and of it
no more than its exceptions."""
