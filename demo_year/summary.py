"""The year in figures, counted from the database, never from the workbook."""


def count(record):
    """`summary.json` of the campaign into which the list ``record`` was read."""
    env, campaign = record.env, record.campaign_id
    titles = _titles(env, campaign)
    return {
        "rows": record.row_count,
        "imported": record.imported_count,
        "error_rows": _issues(record, "error"),
        "warnings": _issues(record, "warning"),
        "history_rows": env["cdht.recognition"].search_count(
            [("assessment_id", "=", False)]
        ),
        "recognised": sum(n for _unit, _group, n, _best in titles),
        "outstanding": sum(best for _unit, _group, _n, best in titles),
        # Also a unit of whose list no row was good.
        "by_unit": {
            unit.name: {"imported": 0, "recognised": 0}
            for unit in record.sheet_ids.unit_id
        }
        | _by(env, campaign, "unit_id", "name"),
        "by_group": _by(env, campaign, "labour_group_id", "code"),
        "points_final": env["cdht.assessment"]._read_group(
            [("campaign_id", "=", campaign.id)], [], ["appraised_total:sum"]
        )[0][0],
    }


def _issues(record, severity):
    """One entry for each sheet, row and code, in the order of the file."""
    issues = record.issue_ids.filtered(lambda issue: issue.severity == severity)
    keys = {
        (issue.sheet_sequence, issue.sheet, issue.row, issue.code) for issue in issues
    }
    return [
        {"sheet": sheet, "row": row, "code": code}
        for _sequence, sheet, row, code in sorted(keys)
    ]


def _titles(env, campaign):
    """(unit, group, titles, outstanding ones) of the campaign's year."""
    domain = [("year", "=", campaign.year), ("commune_id", "=", campaign.unit_id.id),
              ("state", "!=", "revoked")]  # fmt: skip
    grouped = env["cdht.recognition"]._read_group(
        domain, ["unit_id", "labour_group_id", "is_outstanding"], ["__count"]
    )
    return [(u, g, n, n if best else 0) for u, g, best, n in grouped]


def _by(env, campaign, field, label):
    dossiers = env["cdht.assessment"]._read_group(
        [("campaign_id", "=", campaign.id)], [field], ["__count"], order=field
    )
    held = {}
    for title_key, number in env["cdht.recognition"]._read_group(
        [
            ("year", "=", campaign.year),
            ("commune_id", "=", campaign.unit_id.id),
            ("state", "!=", "revoked"),
        ],
        [field],
        ["__count"],
    ):
        held[title_key] = number
    return {
        key[label]: {"imported": number, "recognised": held.get(key, 0)}
        for key, number in dossiers
    }
