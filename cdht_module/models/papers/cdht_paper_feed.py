from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain


class PaperFeed(models.AbstractModel):
    """Feeds a page template with plain values of the records that are printed.

    A paper is a template of the name that stands behind ``report.`` in ``_name``, the
    model it prints and that model's method of values: rows of `report/papers.py`.
    """

    _name = "cdht.paper.feed"
    _description = "Values of a paper"
    _inherit = ["cdht.record"]

    _paper_model = None
    _paper_method = "_paper_values"
    # The people whom the reader must reach as well, where the paper says of them what
    # the record itself does not.
    _paper_people = None

    @api.model
    def _get_report_values(self, docids, data=None):
        records = self.env[self._paper_model].browse(docids)
        self._check_reader(records)
        if "verify_token" in records._fields:
            records._make_verify_tokens()
        # sudo: part: who may read a record may read what its paper says; each method of
        # values says which fields these are
        papers = [self._values_of(record.sudo()) for record in records]
        values = {"doc_ids": docids, "docs": records, "papers": papers}
        # A register paper printed alone; other papers are named by their template.
        is_the_paper = self._paper_method == "_paper_values"
        if is_the_paper and len(records) == 1 and hasattr(records, "_paper_filename"):
            # sudo: part: number and symbol of the paper that the user reads
            values["paper_title"] = records.sudo()._paper_filename()
        return values

    def _values_of(self, record):
        if hasattr(record, "_as_issued"):
            return record._as_issued(self._paper_method)
        values = getattr(record, self._paper_method)()
        if hasattr(record, "_with_sentences"):
            return record._with_sentences(self._paper_method, values)
        return values

    @api.model
    def _check_reader(self, records):
        """Refuse a paper to whom the record, or people on it, are out of reach."""
        records.check_access("read")
        if self._paper_people:
            # sudo: compare: all of them are asked for, those out of reach are then
            # refused
            people = records.sudo()[self._paper_people].sudo(False)
            if people:
                people.check_access("read")

    @api.model
    def _printable_domain(self):
        """The same of those records that the user reads, as a domain (for sudo)."""
        if not self._paper_people:
            return Domain.TRUE
        comodel = self.env[self._paper_model]._fields[self._paper_people].comodel_name
        people = self.env[comodel]
        if not people.has_access("read"):
            return Domain(self._paper_people, "=", False)
        # any!: all people are asked for, not only those whom the user reads
        hidden = Domain("id", "not in", people._search(Domain.TRUE))
        return Domain(self._paper_people, "not any!", hidden)

    @api.model
    def _kept_papers(self):
        """[(model, names of its papers, domain of those that the user may print)] of
        papers whose prints may be kept."""
        names = defaultdict(list)
        for name in sorted(self.env.registry.descendants([self._name], "_inherit")):
            feed = self.env[name]
            records = self.env.get(feed._paper_model)
            if records is None or "print_ids" not in records._fields:
                continue
            if records.has_access("read"):
                names[feed._paper_model, feed._paper_people].append(name)
        return [
            (
                model,
                [name.removeprefix("report.") for name in feeds],
                self.env[feeds[0]]._printable_domain(),
            )
            for (model, _people), feeds in names.items()
        ]
