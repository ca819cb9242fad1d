def migrate(cr, version):
    """A rule that is corrected reaches an office that has installed: until 19.0.1.0.0
    record rules were data that no upgrade wrote again."""
    cr.execute(
        "UPDATE ir_model_data SET noupdate = FALSE"
        " WHERE module = 'cdht_module' AND model = 'ir.rule'"
    )
