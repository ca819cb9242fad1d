"""Our reading of the bundled list against Odoo's own import of the same rows.

Our side is all that “Import” does: opening the workbook, finding columns and units,
every finding, matching, people, dossiers, lines, submitting, traces. The other side
is handed finished tables of people, dossiers and lines, and writes them by `load()`,
which is what the import screen of any Odoo calls: nothing is read, checked or moved.
Both begin from the same database and are rolled back; the rounds alternate, and the
median of their ratios counts. At last a workbook of 50,000 people is read, for its
memory.
"""

import base64
import gc
import io
import resource
import statistics
import time

import xlsxwriter

from odoo.addons.cdht_module.tools import list_reader

from demo_year import lists, setup, story
from devkit.commands.demo import BUNDLED

ROUNDS = 5
MANY, ON_A_SHEET = 50_000, 5_000


def run(env):
    """Print raw seconds and rows of both, then the ratio."""
    place = setup.prepare(env, story.draw_passwords(), story.CHAPTERS)
    place.campaign = place.as_user("xa")["cdht.campaign"].create(
        {"unit_id": place.units["chau-son"].id, "year": story.YEAR}
    )
    place.campaign.action_open()
    env.flush_all()
    ours, theirs, tables = [], [], None
    for _round in range(ROUNDS):
        with _rolled_back(env):
            seconds, record = _timed(env, _import, place)
            ours.append(seconds)
            rows = (record.row_count, record.imported_count)
            written = _count(env)
            tables = tables or _tables(env, place)
        with _rolled_back(env):
            seconds, _none = _timed(env, _load, env, tables)
            theirs.append(seconds)
            loaded = _count(env)
    print(f"import_vs_load: {rows[0]} rows of the list, {rows[1]} good")
    print(f"  action_import {_list(ours)} s, {written}")
    print(f"  load()        {_list(theirs)} s, {loaded}")
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    print(f"import_vs_load {statistics.median(ratios):.2f}")
    _read_many()


def _read_many():
    """Print what reading a very long list takes, beside this process and in it."""
    content, before = _long_list(), _peak(resource.RUSAGE_SELF)
    start = time.perf_counter()
    sheets = list_reader.read_apart(content)
    seconds = time.perf_counter() - start
    people = sum(len(sheet.rows) for sheet in sheets)
    reader, grown = (
        _peak(resource.RUSAGE_CHILDREN),
        _peak(resource.RUSAGE_SELF) - before,
    )
    print(f"reading {people} rows: {seconds:.1f} s")
    print(f"  memory of the reader {reader} MB, more in this process {grown} MB")


def _peak(whose):
    return resource.getrusage(whose).ru_maxrss // 1024


def _long_list():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        for first in range(0, MANY, ON_A_SHEET):
            sheet = book.add_worksheet(f"Thôn {first // ON_A_SHEET + 1}")
            titles = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số định danh"]
            scores = [f"CS{number}" for number in range(1, 11)]
            sheet.write_row(0, 0, [*titles, "Nhóm", *scores])
            for row in range(ON_A_SHEET):
                number = f"020090{first + row:06}"
                who = [row + 1, "Lò Văn An", "18/02/1990", "Nam", number]
                sheet.write_row(row + 1, 0, [*who, 1, *[8] * 10])
    return file.getvalue()


def _import(place):
    file = lists.list_file(BUNDLED, lists.LIST)
    record = place.as_user("xa")["cdht.import"].create(
        {
            "campaign_id": place.campaign.id,
            "filename": file.name,
            "data_file": base64.b64encode(file.read_bytes()),
        }
    )
    record.action_import()
    return record


def _tables(env, place):
    """The people, dossiers and lines that our import made, as tables for `load()`."""
    campaign = place.campaign.id
    dossiers = env["cdht.assessment"].search([("campaign_id", "=", campaign)])
    fields = ["name", "birth_date", "birth_year", "gender", "occupation",
              "identity_number", "unit_id/.id", "labour_group_id/.id",
              "ethnicity_id/.id"]  # fmt: skip
    people = [
        [
            f"bench.citizen_{person.id}",
            *(_value(person, field) for field in fields),
        ]
        for person in dossiers.citizen_id
    ]
    lines = []
    for dossier in dossiers:
        head = [
            f"bench.dossier_{dossier.id}",
            f"bench.citizen_{dossier.citizen_id.id}",
            str(campaign),
            str(dossier.unit_id.id),
            str(dossier.labour_group_id.id),
        ]
        for line in dossier.line_ids:
            scores = [str(line.self_score), str(line.appraised_score)]
            lines.append([*head, str(line.indicator_id.id), *scores, line.note or ""])
            head = [""] * len(head)
    return (
        ("cdht.citizen", ["id", *fields], people),
        (
            "cdht.assessment",
            ["id", "citizen_id/id", "campaign_id/.id", "unit_id/.id",
             "labour_group_id/.id", "line_ids/indicator_id/.id", "line_ids/self_score",
             "line_ids/appraised_score", "line_ids/note"],
            lines,
        ),
    )  # fmt: skip


def _value(record, field):
    value = record[field.removesuffix("/.id")]
    if field.endswith("/.id"):
        return str(value.id or "")
    return str(value or "")


def _load(env, tables):
    for model, fields, rows in tables:
        result = env[model].load(fields, rows)
        if not result["ids"]:
            raise SystemExit(f"{model}: {result['messages'][:3]}")


def _count(env):
    """What stands in the database."""
    models = {"people": "cdht.citizen", "dossiers": "cdht.assessment",
              "lines": "cdht.assessment.line", "traces": "cdht.trace"}  # fmt: skip
    return ", ".join(f"{env[m].search_count([])} {word}" for word, m in models.items())


class _rolled_back:
    """What is written inside leaves nothing behind."""

    def __init__(self, env):
        self.env = env

    def __enter__(self):
        self.savepoint = self.env.cr.savepoint()

    def __exit__(self, *error):
        self.env.flush_all()
        self.savepoint.close(rollback=True)
        self.env.clear()
        self.env.registry.clear_all_caches()


def _timed(env, function, *arguments):
    env.invalidate_all()
    gc.collect()
    start = time.perf_counter()
    result = function(*arguments)
    env.flush_all()
    return time.perf_counter() - start, result


def _list(seconds):
    return " ".join(f"{value:.2f}" for value in seconds)
