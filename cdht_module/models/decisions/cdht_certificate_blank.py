from odoo import api, fields, models
from odoo.exceptions import UserError


class CdhtCertificateBlank(models.Model):
    """A bought certificate form (phôi): what is printed where on it, in millimetres.

    Only the texts are printed; frame, national title and the fixed words are on the
    form already. The offset is that of the office's printer.
    """

    _name = "cdht.certificate.blank"
    _description = "Certificate form"
    _inherit = ["cdht.traced.setting"]
    _order = "unit_id, kind, id"

    name = fields.Char(required=True)
    unit_id = fields.Many2one(
        "cdht.unit",
        string="Used by",
        index=True,
        ondelete="cascade",
        help="The commune that bought these forms; empty: whoever has none of its own.",
    )
    kind = fields.Selection(
        [("title", "Title of the year"), ("outstanding", "Five years running")],
        default="title",
        required=True,
    )
    width = fields.Float(string="Width (mm)", default=297, required=True)
    height = fields.Float(string="Height (mm)", default=210, required=True)
    offset_x = fields.Float(
        string="Printer offset to the right (mm)",
        help="What the printer is off by, measured on the test page; −2 prints 2 mm"
        " further left.",
    )
    offset_y = fields.Float(string="Printer offset downwards (mm)")
    line_ids = fields.One2many("cdht.certificate.line", "blank_id", copy=True)

    _sizes = models.Constraint(
        "CHECK (width BETWEEN 100 AND 450 AND height BETWEEN 100 AND 450)",
        "A certificate form is between 100 and 450 mm wide and high.",
    )

    def _trace_unit(self):
        return self.unit_id

    def _fitting(self, commune):
        """Of ``self`` (of one kind) the form of the commune, or the common one."""
        of_commune = self.filtered(lambda blank: blank.unit_id == commune)
        return (of_commune or self.filtered(lambda blank: not blank.unit_id))[:1]

    @api.model
    def _of_kind(self, kind, commune):
        """The form of that kind on which the commune prints."""
        blank = self.search([("kind", "=", kind)])._fitting(commune)
        if not blank:
            raise UserError(
                self.env._(
                    "No certificate form is described yet: enter its measures under"
                    " Settings → Certificate forms."
                )
            )
        return blank

    def _filled(self, values):
        """The texts of a certificate at their places on this form."""
        parts = {
            **values,
            "place_and_date": f"{values['place']}, {values['long_date']}",
            "capacity": values["capacity_lines"],
        }
        return {
            "size": self._size(),
            "places": [
                {**place, "text": parts.get(place["part"], "")}
                for place in self._places()
            ],
        }

    def _size(self):
        """The form's measures as a style."""
        return f"width: {self.width:g}mm; height: {self.height:g}mm"

    def _places(self):
        """[{part, style}]: where the parts go, the printer's offset added."""
        self.ensure_one()
        return [
            {
                "part": line.part,
                "style": f"left: {line.x + self.offset_x:g}mm;"
                f" top: {line.y + self.offset_y:g}mm; width: {line.width:g}mm;"
                f" font-size: {line.font_size:g}pt; text-align: {line.align};"
                f" font-weight: {'bold' if line.is_bold else 'normal'}",
            }
            for line in self.line_ids
        ]

    def _test_values(self):
        """The page that is laid on the form to measure the printer's offset."""
        values = dict(self.line_ids._fields["part"]._description_selection(self.env))
        return {
            "size": self._size(),
            "places": self._places(),
            "parts": values,
            "columns": list(range(10, int(self.width), 10)),
            "rows": list(range(10, int(self.height), 10)),
        }
