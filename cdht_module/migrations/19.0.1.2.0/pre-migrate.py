from odoo.tools.sql import column_exists, rename_column


def migrate(cr, version):
    """What is a paper bears no engine's name any more; copies that an office made of
    our reports stay papers."""
    if column_exists(cr, "ir_act_report_xml", "cdht_weasyprint"):
        rename_column(cr, "ir_act_report_xml", "cdht_weasyprint", "cdht_paper")
