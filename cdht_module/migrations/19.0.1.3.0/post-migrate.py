from odoo.tools import SQL

# Doubts that shipped texts said on papers; the same note stands on screen.
_DOUBTS = (
    (
        "cdht_metric",
        "name",
        " (cột 4 của kế hoạch – tiêu đề gốc bị trùng, cần UBND xã xác nhận)",
        " (cột 4 của kế hoạch năm 2022)",
    ),
    (
        "cdht_indicator_set",
        "bands",
        "\nMức điểm trên đây là gợi ý, cần xác nhận theo hướng dẫn chính thức",
        "",
    ),
)


def migrate(cr, version):
    """Doubts are taken out of what papers print, where an office left them there."""
    for table, column, doubt, instead in _DOUBTS:
        # Raw SQL: a criteria set in use is locked; its rule stays as it was.
        cr.execute(
            SQL(
                "UPDATE %(table)s SET %(column)s = replace(%(column)s, %(doubt)s,"
                " %(instead)s) WHERE position(%(doubt)s IN %(column)s) > 0",
                table=SQL.identifier(table),
                column=SQL.identifier(column),
                doubt=doubt,
                instead=instead,
            )
        )
