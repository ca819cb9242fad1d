"""A list read in leaves what entering its people one by one leaves."""

from odoo.fields import Command
from odoo.tests import tagged

from ..common import YEAR
from ..import_case import AN, APPRAISED, BE, CHI, PLAIN, SELF, ImportCase, workbook

_TABLES = ("cdht_citizen", "cdht_assessment", "cdht_assessment_line")
# What differs from one record, or one moment, to the next.
_OWN = {"id", "create_date", "write_date", "submitted_on", "chain_id", "position",
        "hash"}  # fmt: skip
# Who made a line is said by its dossier, who made a trace by a field of its own.
_SIGNED = {"create_uid", "write_uid"}
_HEADER = (*PLAIN, "Dân tộc", "Gia đình học tập", "Nghề nghiệp", *SELF, *APPRAISED)
_REASON = "As in the minutes of the appraisal meeting"
DUNG = {"name": "  bế  văn DŨNG", "birth": "1960", "sex": "Nam", "id": None}
EM = {"name": "Vi Thị Em", "birth": "06/05/1993", "sex": "Nữ", "id": "020193000005"}

# (who, group, ethnicity, in a learning family, occupation, own scores, the meeting's)
_LIST = [
    (AN, 1, "Tày", True, "Nông dân", [9] * 10, [9] * 10),
    (BE, 2, None, False, None, [8] * 10, [8] * 9 + [7]),
    (CHI, 1, "Kinh", False, None, [9] * 9 + [4], [9] * 9 + [4]),
    (DUNG, 3, None, False, r'Thợ {mộc}, "NULL" \ O\'Brien', [7, 8] * 5, [7, 8] * 5),
    (EM, 1, None, False, None, [10] * 10, [10] * 10),
]


def _common(row, own):
    return {name: value for name, value in row.items() if name not in own}


@tagged("-at_install", "post_install")
class TestImportAsByHand(ImportCase):
    """Lists take a way of their own into the database (``cdht.record._insert``): it
    leaves the same rows as ``create`` and the moves, each column and each trace."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["cdht.population"].create(
            {"unit_id": cls.village.id, "year": YEAR, "adults": 9,
             "is_learning_community": True}
        ).action_check()  # fmt: skip
        # Somebody who is known, with titles of four years running.
        cls.known = cls.env["cdht.citizen"].create(
            {
                "name": EM["name"],
                "birth_date": "1993-05-06",
                "gender": "female",
                "identity_number": EM["id"],
                "unit_id": cls.village.id,
            }
        )
        cls.make_titles(cls.known, range(YEAR - 4, YEAR))

    def _kept(self):
        """Every column of people, dossiers and lines, by names instead of ids."""
        self.env.flush_all()
        self.env.invalidate_all()
        names = dict(self._select("SELECT id, name FROM cdht_citizen", pairs=True))
        dossiers = self._select(
            "SELECT id, citizen_id FROM cdht_assessment", pairs=True
        )
        whose = {dossier: names[citizen] for dossier, citizen in dossiers}
        kept = {}
        for table in _TABLES:
            for row in self._select(f"SELECT * FROM {table}"):
                who = names.get(row.pop("citizen_id", None)) or whose.get(
                    row.pop("assessment_id", None), row.get("name")
                )
                is_line = table == "cdht_assessment_line"
                own = _OWN | _SIGNED if is_line else _OWN
                kept[table, who, row.get("indicator_id")] = _common(row, own)
        return kept

    def _traces(self, since):
        """The traces since then, of whom, as often as they stand there."""
        rows = self._select(f"SELECT * FROM cdht_trace WHERE id > {since}")
        told = []
        for row in rows:
            record = self.env[row["res_model"]].browse(row.pop("res_id"))
            if row["move"] == "submit":
                row["reason"] = row["reason"][:12]  # a receipt's code is one's own
            told.append(
                (
                    record.display_name,
                    *(f"{k}={v}" for k, v in _common(row, _OWN | _SIGNED).items()),
                )
            )
        return sorted(told)

    def _select(self, query, pairs=False):
        self.env.cr.execute(query)
        return self.env.cr.fetchall() if pairs else self.env.cr.dictfetchall()

    def _last_trace(self):
        return self.env["cdht.trace"].search([], order="id desc", limit=1).id

    def _left_by(self, enter):
        """What stands there after ``enter``, which is then undone."""
        with self.env.cr.savepoint() as savepoint:
            since = self._last_trace()
            enter()
            left = self._kept(), self._traces(since)
            savepoint.rollback()
            self.env.clear()
        return left

    def _read_in(self):
        rows = [
            [number, who["name"], who["birth"], who["sex"], who["id"], group,
             ethnicity, "x" if family else None, occupation, *own, *given]
            for number, (who, group, ethnicity, family, occupation, own, given)
            in enumerate(_LIST, start=1)
        ]  # fmt: skip
        record = self.read(workbook({"Thôn Một": [_HEADER, *rows]}))
        self.assertEqual((record.state, record.error_count), ("done", 0))
        # Those of the import itself are not of its people.
        self.assertEqual(record.imported_count, len(_LIST))

    def _enter_by_hand(self):
        env = self.env(user=self.commune_user)
        groups = {group.code: group.id for group in env["cdht.labour.group"].search([])}
        peoples = {one.name: one.id for one in env["cdht.ethnicity"].search([])}
        people = env["cdht.citizen"].create(
            [self._person(row, groups) for row in _LIST[:-1]]
        )
        for person, row in zip(people, _LIST, strict=False):
            if row[2]:
                person.sudo().ethnicity_id = peoples[row[2]]
        known = self.known.with_env(env)
        known.labour_group_id = groups["N1"]
        dossiers = env["cdht.assessment"].sudo().create(
            [
                {
                    "campaign_id": self.campaign.id,
                    "citizen_id": person.id,
                    "labour_group_id": groups[f"N{row[1]}"],
                    "in_learning_family": row[3],
                    "line_ids": [
                        Command.create(
                            {
                                "indicator_id": indicator.id,
                                "sequence": indicator.sequence,
                                "self_score": own,
                                "appraised_score": given,
                                "note": own != given and env._(_REASON),
                            }
                        )
                        for indicator, own, given in zip(
                            self.rule.indicator_ids, *row[5:], strict=True
                        )
                    ],
                }
                for person, row in zip([*people, known], _LIST, strict=True)
            ]
        )  # fmt: skip
        dossiers.with_env(env).action_submit()
        env.flush_all()  # as this user, not as who looks at it

    def _person(self, row, groups):
        who, group, _ethnicity, _family, occupation, *_scores = row
        born = who["birth"].split("/")
        values = {
            "name": who["name"],
            "birth_date": len(born) == 3 and "-".join(reversed(born)),
            "gender": "female" if who["sex"] == "Nữ" else "male",
            "identity_number": who["id"] or False,
            "occupation": occupation or False,
            "unit_id": self.village.id,
            "labour_group_id": groups[f"N{group}"],
        }
        if len(born) == 1:
            values["birth_year"] = int(born[0])
        return {name: value for name, value in values.items() if value}

    def test_every_column_and_every_trace(self):
        rows, traces = self._left_by(self._read_in)
        by_hand, hand_traces = self._left_by(self._enter_by_hand)
        self.maxDiff = None
        self.assertEqual(rows.keys(), by_hand.keys())
        for key, row in rows.items():
            with self.subTest(row=key):
                self.assertEqual(row, by_hand[key])
        told = [line for line in traces if "move=import" not in line]
        self.assertEqual(told, hand_traces)
        self.assertEqual(len(told), len(traces) - 1)
        totals = {key[1]: row["self_total"] for key, row in rows.items()
                  if key[0] == "cdht_assessment"}  # fmt: skip
        self.assertEqual(totals[AN["name"]], 90)
        self.assertEqual(totals[EM["name"]], 100)

    def test_they_cost_one_statement_a_table(self):
        """However many they are: of a list with 3 people as with 40."""
        counts = []
        for first, size in ((100, 3), (200, 40)):
            rows = [
                [1, f"Lò Văn {chr(65 + n % 26)}{chr(97 + n // 26)}", "18/02/1990",
                 "Nam", f"0200900{first + n:05}", 1, None, None, None, *[9] * 20]
                for n in range(size)
            ]  # fmt: skip
            record = self.make_import(workbook({"Thôn Một": [_HEADER, *rows]}))
            before = self.env.cr.sql_log_count
            record.action_import()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(record.imported_count, size)
        self.assertLessEqual(counts[1], counts[0])
