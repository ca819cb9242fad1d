def migrate(cr, version):
    """What the release before made so that no upgrade would renew it."""
    _renew_rules(cr)
    _recreate_views(cr)


def _renew_rules(cr):
    """A rule that is corrected reaches an office that has installed: until 19.0.1.0.0
    record rules were data that no upgrade wrote again."""
    cr.execute(
        "UPDATE ir_model_data SET noupdate = FALSE"
        " WHERE module = 'cdht_module' AND model = 'ir.rule'"
    )


def _recreate_views(cr):
    """Views were divided anew by rooms: those that inherit a view of ours are deleted
    and made again from the files, in their order. Old ones would look for places that
    are not there any more while the new ones are being written."""
    cr.execute(
        """
        WITH ours AS (
            SELECT res_id AS id FROM ir_model_data
            WHERE module = 'cdht_module' AND model = 'ir.ui.view'
        ), pieces AS (
            DELETE FROM ir_ui_view
            WHERE id IN (SELECT id FROM ours)
                AND inherit_id IN (SELECT id FROM ours)
                AND NOT EXISTS (
                    SELECT FROM ir_ui_view AS piece
                    WHERE piece.inherit_id = ir_ui_view.id
                )
            RETURNING id
        )
        DELETE FROM ir_model_data
        WHERE model = 'ir.ui.view' AND res_id IN (SELECT id FROM pieces)
        """
    )
