from odoo import api, models

from odoo.addons.cdht_module.tools.dossier_row import values_of

_SCORES = {"own_scores": "self_score", "scores": "appraised_score"}
_WIDTHS = {"name": 28, "unit": 24, "commune": 20, "text": 20, "decision": 18}


class SiteXlsx(models.AbstractModel):
    """congdanhoctap.xlsx: from which a year is entered on the national site, in the
    columns of the site's form; only who was not entered yet."""

    _name = "report.cdht_module.site_xlsx"
    _description = "File for the national site (Excel)"
    _inherit = "report.cdht_module.workbook"

    @api.private
    def generate_xlsx_report(self, workbook, data, objs):
        objs._check_commune_officer()
        formats = self._formats(workbook)
        self._name_workbook(workbook, "congdanhoctap.vn", objs.unit_id)
        for campaign in objs:
            dossiers = self.env["cdht.assessment"]._to_enter_on_site(campaign)
            self.env["cdht.trace"]._record_people(
                dossiers, "print", "congdanhoctap.xlsx"
            )
            dossiers.citizen_id.fetch(["identity_number", "phone"])
            dossiers.line_ids.fetch([*_SCORES.values()])
            self._write_plain(workbook, formats, campaign, dossiers)

    def _write_plain(self, workbook, formats, campaign, dossiers):
        """One row of titles, then the people: as programs read it."""
        columns = self._columns(campaign)
        sheet = workbook.add_worksheet(self._sheet_name(workbook, campaign.name))
        sheet.freeze_panes(1, 0)
        for place, (title, content, _text) in enumerate(columns):
            sheet.set_column(place, place, _WIDTHS.get(content, 14))
            sheet.write_string(0, place, title, formats["head"])
        styles = ["text"] * len(columns)
        for number, dossier in enumerate(dossiers, start=1):
            known = values_of(dossier, number) | _scores(dossier)
            values = [
                text if content == "text" else known[content]
                for _title, content, text in columns
            ]
            self._write_row(sheet, number, values, formats, styles)

    def _columns(self, campaign):
        """[(title, content, text)]; of scores one for each indicator."""
        rows = self.env["cdht.site.column"].search(
            [("unit_id", "in", (False, campaign.unit_id.id))]
        )
        rows = rows.filtered("unit_id") or rows
        columns = []
        for row in rows:
            if row.content not in _SCORES:
                columns.append((row.name, row.content, row.text or ""))
                continue
            for place, one in enumerate(campaign.set_id.indicator_ids):
                title = f"{row.name} {one._number()}"
                columns.append((title, (row.content, place), ""))
        return columns


def _scores(dossier):
    """{(own or appraised, place of the indicator): score}"""
    return {
        (content, place): line[name] or ""
        for content, name in _SCORES.items()
        for place, line in enumerate(dossier.line_ids)
    }
