"""Pure Python helpers: nothing in this package imports Odoo."""
