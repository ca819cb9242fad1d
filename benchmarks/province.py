"""A province of 100,000 dossiers, made by SQL in seconds, for benchmarks."""

COMMUNES, VILLAGES, PEOPLE = 100, 10, 100
YEAR = 2026


class Province:
    """A province of communes with their villages, lists, people and dossiers."""

    def __init__(self, env):
        self.env = env
        Unit = env["cdht.unit"]
        self.province = Unit.create({"name": "Tỉnh", "unit_type": "province"})
        communes = Unit.create(
            [{"name": f"Xã {n}", "unit_type": "commune", "parent_id": self.province.id}
             for n in range(COMMUNES)]
        )  # fmt: skip
        Unit.create(
            [{"name": f"Thôn {n}", "parent_id": commune.id}
             for commune in communes for n in range(VILLAGES)]
        )  # fmt: skip
        campaigns = env["cdht.campaign"].create(
            [{"unit_id": commune.id, "year": YEAR} for commune in communes]
        )
        campaigns.action_open()
        self.commune = communes[COMMUNES // 2]
        self.village = self.commune.child_ids[0]
        self.person = env["cdht.citizen"].create(
            {"name": "Hoàng Thị Mẫu", "unit_id": self.village.id, "birth_year": 1980}
        )
        campaign = campaigns.filtered(lambda each: each.unit_id == self.commune)
        self.dossier = campaign.action_register(self.person.ids)
        self.proposal = self.dossier.proposal_id
        env.flush_all()
        self._fill()
        self.dossier.authority_id = self.province
        env.flush_all()
        env.cr.execute("ANALYZE")
        env.invalidate_all()

    def _fill(self):
        """Copies by SQL, since the ORM would take an hour; the database is ours."""
        self.copy(
            self.person,
            "JOIN cdht_unit u ON u.unit_type = 'village'"
            f" CROSS JOIN generate_series(1, {PEOPLE}) n",
            name="'Người ' || n", name_folded="CASE n WHEN 7 THEN 'hoang' ELSE"
            " 'nguoi' END || ' ' || n", sort_name="'nguoi ' || n",
            unit_id="u.id", commune_id="u.parent_id",
        )  # fmt: skip
        self.copy(
            self.dossier,
            "JOIN cdht_citizen c ON c.id <> t.citizen_id"
            " JOIN cdht_campaign k ON k.unit_id = c.commune_id"
            " JOIN cdht_proposal p ON p.unit_id = c.unit_id"
            " JOIN cdht_stage s ON s.id = (ARRAY(SELECT id FROM cdht_stage"
            " ORDER BY sequence LIMIT 3))[1 + c.id % 3]",
            citizen_id="c.id", sort_name="c.sort_name", unit_id="c.unit_id",
            commune_id="c.commune_id", campaign_id="k.id", proposal_id="p.id",
            stage_id="s.id", state="s.state",
            # Of each fiftieth person the level above decides.
            authority_id=f"CASE WHEN c.id % 50 = 0 THEN {self.province.id} END",
        )  # fmt: skip

    def copy(self, record, joined, **changed):
        """Copy a row once for each row of what it is joined with."""
        names = [name for name, field in record._fields.items()
                 if field.store and field.column_type and name != "id"]  # fmt: skip
        values = ", ".join(changed.get(name, f"t.{name}") for name in names)
        self.env.cr.execute(
            f"INSERT INTO {record._table} ({', '.join(names)})"
            f" SELECT {values} FROM {record._table} t {joined} WHERE t.id = {record.id}"
        )
