from odoo import api, models


class CdhtWorded(models.AbstractModel):
    """Whose papers say what rows of ``cdht.paper.wording`` say.

    A model names the unit that issues its papers (``_worded_by``) and the day by whose
    wording they are made (``_paper_date``).
    """

    _name = "cdht.worded"
    _description = "What has papers that an office words"

    # Each room adds its papers: tuples of ``Words``.
    _wordings = ()
    _worded_by = "issuing_unit_id"

    def _worded_for(self, offices):
        """Domain of those whose papers these offices word."""
        return [(self._worded_by, "child_of", offices.ids)]

    @api.model
    def _all_wordings(self):
        """``_wordings`` of all rooms, in their order."""
        return [
            words
            for part in reversed(type(self).mro())
            for words in vars(part).get("_wordings", ())
        ]

    def _words(self, method):
        """The wording of the paper whose values ``method`` gives, or None."""
        paper = self._worded_as(method)
        return next((w for w in self._all_wordings() if w.paper == paper), None)

    def _worded_as(self, method):
        """The kind of paper in ``cdht.paper.wording``."""
        return next(
            (words.paper for words in self._all_wordings() if words.method == method),
            None,
        )

    def _values_now(self, method):
        """The values of a paper with the sentences that are in force."""
        values = getattr(self, method)()
        words = self._words(method)
        return {**values, "words": self._words_now(words, values)} if words else values

    def _with_sentences(self, method, values):
        """The same with its sentences filled in, for the page template."""
        words = self._words(method)
        if not words:
            return values
        # What was issued before sentences were kept has those of its day.
        rows = values.get("words") or self._words_now(words, values)
        return {**values, **words.composed(rows, values)}

    def _words_now(self, words, values):
        """[{code, kind, text}] in force on the paper's day, with this paper's own."""
        return self._own_or(words, self._words_in_force(words, values))

    def _own_or(self, words, rows):
        own = {}
        if "own_words" in self._fields:
            # sudo: part: the paper's own words, for whoever may print it
            own = (self.sudo().own_words or {}).get(words.paper, {})
        return [
            {
                "code": row.code,
                "kind": row.kind,
                "text": own.get(row.code, row.text or ""),
            }
            for row in rows
        ]

    def _words_in_force(self, words, values):
        asked = self._asked_words(words, values)
        return self.env["cdht.paper.wording"]._in_force_for([asked])[asked]

    def _asked_words(self, words, values):
        """What ``cdht.paper.wording`` is asked for: (paper, variant, body, day)."""
        variant = words.variant and values.get(words.variant)
        return words.paper, variant, self[self._worded_by], self._paper_date()

    def _preview(self, words, rows):
        """The page of this paper with the sentences ``rows``, as HTML; of its lists
        the first lines."""
        self.env[f"report.cdht_module.{words.template}"]._check_reader(self)
        # sudo: part: the reader is checked as for the print
        paper = self.sudo()
        values = {**paper._values_now(words.method), "words": rows, "verify_mark": ""}
        if any(words.is_of_draft(row["kind"]) for row in rows):
            values = paper._with_proposed(words, rows, values)
        for part in (values, *values.get("annexes", ()), *values.get("lists", ())):
            part.update(_first_lines(part))
        return paper._page(words, values)

    def _page(self, words, values):
        """What the template makes of these values, as HTML."""
        return self.env["ir.qweb"]._render(
            f"cdht_module.{words.template}",
            {"papers": [self._with_sentences(words.method, values)]},
        )


_LINES_SHOWN = 3


def _first_lines(part):
    """The lists of a paper's values, cut after some lines."""
    cut = {}
    if "rows" in part:
        cut["rows"] = part["rows"][:_LINES_SHOWN]
    if "groups" in part:
        cut["groups"] = [
            {**group, "rows": group["rows"][:_LINES_SHOWN]}
            if "rows" in group
            else group
            for group in part["groups"][:_LINES_SHOWN]
        ]
    return cut
