from odoo import models


class CdhtCampaign(models.Model):
    """A closed year's figures are frozen with the commune's report."""

    _inherit = "cdht.campaign"

    def action_close(self):
        """Close the year, then freeze its figures."""
        result = super().action_close()
        self._freeze_figures()
        return result

    def _freeze_figures(self):
        """Take the figures of reports in the making; make the year's where it lacks."""
        Report = self.env["cdht.report"]
        for campaign in self:
            # sudo: move: closing the year takes the association's figures too
            reports = Report.sudo().search(
                [("area_id", "=", campaign.unit_id.id), ("year", "=", campaign.year)]
            )
            commune_reports = reports.filtered(
                lambda report, unit=campaign.unit_id: (
                    report.issuing_unit_id == unit and report.period == "year"
                )
            )
            if not commune_reports:
                reports |= Report.create(
                    {"issuing_unit_id": campaign.unit_id.id, "year": campaign.year}
                ).sudo()
            reports.filtered(lambda report: report.state == "draft")._take_figures()

    def _year_steps(self):
        steps = super()._year_steps()
        Report = self.env["cdht.report"]
        if not Report.has_access("read"):
            return steps
        reports = Report.search(
            [
                ("issuing_unit_id", "=", self.unit_id.id),
                ("year", "=", self.year),
                ("period", "=", "year"),
            ]
        )
        issued = reports.filtered(lambda report: report.state != "draft")
        in_reach = self.unit_id._in_reach("commune")
        may_make = bool(in_reach) and Report.has_access("create")
        return [
            *steps,
            self._paper_step(
                100,
                "report",
                self.env._("Report"),
                reports,
                issued,
                act=self.env._("Make the report"),
                begin=lambda: self._show_reports(reports),
                may_make=may_make,
                due=self.report_due,
            ),
        ]

    def _show_reports(self, reports):
        """The year's report; where there is none its draft, with today's figures."""
        if not reports:
            reports = reports.create(
                {"issuing_unit_id": self.unit_id.id, "year": self.year}
            )
            reports.action_take_figures()
        return self._one_or_window(reports, "action_cdht_report")
