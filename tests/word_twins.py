"""The papers that are Word files as well."""


class WordPapers:
    """A test of each of them, by ``_compare(records)`` of the class that takes it."""

    def test_minutes(self):
        self._compare(self.standing("cdht.proposal"))

    def test_petition(self):
        self._compare(self.standing("cdht.petition"))

    def test_decision(self):
        self._compare(self.standing("cdht.decision"))

    def test_letter(self):
        self._compare(self.standing("cdht.letter"))

    def test_plan(self):
        self._compare(self.standing("cdht.plan"))

    def test_report(self):
        self._compare(self.standing("cdht.report"))

    def test_review(self):
        self._compare(self.standing("cdht.review"))

    def test_a_decision_that_commends(self):
        self.bring("commended", "h")
        self._compare(self.records["cdht.decision"])

    def test_a_decision_on_an_inspection_team(self):
        self.bring("inspection_decided", "h")
        self._compare(self.records["cdht.decision"])

    def test_petition_for_commendation(self):
        self._compare(self.standing("cdht.commendation.petition"))

    def test_minutes_on_commendation(self):
        self._compare(self.standing("cdht.commendation.meeting"))
