import json
from itertools import chain

from odoo import models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.tools.locking import lock

# What is about somebody and goes with them, whoever looked at them meanwhile.
_GOES_ALONG = {"cdht.identity.reading", "cdht.assessment.line", "cdht.twin"}
_OF_DOSSIER = ("labour_group_id", "state", "submitted_on", "return_reason")
_TOLD = 10


class CdhtImport(models.Model):
    """An import is taken back as a whole, while nothing was built on it: who and what
    it made is deleted, what it changed gets its earlier values.

    ``undo`` keeps, as long as the workbook is kept, a row for each step in which it was
    imported: {"made": {model: ids}, "changed": {model: {id: {field: [old, new]}}},
    "trace": the id of the step's own trace}.
    """

    _inherit = "cdht.import"

    # -- While it is imported.

    def _held_before(self, rows):
        """(rows of new people, rows of what is new, values to be written over)"""
        of_people = [row for row in rows if self.kind != "population"]
        changed = {}
        for row in rows:
            if self.kind == "population":
                _note_old(changed, row.recorded, row.figures)
        for row in of_people:
            _note_old(changed, row.citizen, self._person_changes(row))
            if self.kind != "recognition" and self._dossier_changes(row):
                names = (*_OF_DOSSIER, *row.learning_models)
                _note_old(changed, row.dossier, names)
                for line in row.dossier.line_ids:
                    _note_old(changed, line, ("self_score", "appraised_score", "note"))
        new_people = [row for row in of_people if not row.citizen]
        return new_people, [row for row in rows if not self._known(row)], changed

    def _keep_undo(self, before, done):
        """Keep what it made, and of what it changed the old and new values."""
        new_people, new, changed = before
        made = {"cdht.citizen": {row.citizen.id for row in new_people}}
        for row in new:
            record = self._known(row)
            made.setdefault(record._name, set()).update(record.ids)
        kept = {}
        for name, olds in changed.items():
            # sudo: part: what this import has changed
            for record in self.env[name].sudo().browse(olds):
                pairs = {
                    field: [old, new]
                    for field, old in olds[record.id].items()
                    if (new := _plain(record, field)) != old
                }
                if pairs:
                    kept.setdefault(name, {})[record.id] = pairs
        step = {
            "made": {name: sorted(ids) for name, ids in made.items()},
            "changed": kept,
            "trace": max(done.ids, default=0),
        }
        # sudo: move: written by the import alone
        self.sudo().undo = [*self._undo_steps(), step]

    def _undo_steps(self):
        # sudo: move: what to take back; read by nobody
        undo = self.sudo().undo or []
        # What earlier versions imported was one step, by itself.
        return undo if isinstance(undo, list) else [undo]

    # -- Afterwards.

    def action_take_back(self):
        """stopped, done → undone: delete what it made, restore what it changed. Where
        something was built on it, it says on what, and does nothing."""
        for record in self:
            record._take_back()

    def _take_back(self):
        self.check_access("write")
        lock(self)
        self._check_move("take_back")
        if not self._units_in_reach():
            raise AccessError(self._outside_reach())
        steps = self._undo_steps()
        if not steps:
            raise UserError(
                self.env._(
                    "What this import changed is no longer known: its file was deleted,"
                    " or it was imported by an earlier version."
                )
            )
        self._check_year_open()
        self._units_in_reach()._lock_register()
        made_ids = {}
        for step in steps:
            for name, ids in step["made"].items():
                made_ids.setdefault(name, []).extend(ids)
        made = {
            # sudo: move: what this import has made; its officer takes it back
            name: self.env[name].sudo().with_context(active_test=False).browse(ids)
            for name, ids in made_ids.items()
        }
        made = {name: records.exists() for name, records in made.items()}
        built = [
            *self._gone_since(made_ids),
            *chain.from_iterable(map(self._done_since, steps)),
            *chain.from_iterable(self._changed_since(one["changed"]) for one in steps),
            *self._linked_since(made),
            *self._titles_since(made.get("cdht.recognition")),
        ]
        if built:
            raise UserError(
                self.env._(
                    "Something was built on this import, so it is not taken back;"
                    " nothing was changed:\n%s",
                    "\n".join([*dict.fromkeys(built)][:_TOLD]),
                )
            )
        for step in reversed(steps):
            self._restore(step["changed"])
        people = made.pop("cdht.citizen", self.env["cdht.citizen"])
        for records in made.values():
            records.with_context(cdht_never_made=True).unlink()
        people.unlink()
        self._forget_rows()
        self._make_move("take_back", undo=False, read_rows=False)

    def action_import_anew(self):
        """undone → draft, and checked at once: the same file with all that was said of
        it (units of sheets, columns, groups, corrected cells)."""
        for record in self:
            record.check_access("write")
            lock(record)
            record._check_move("import_anew")
            record._check_may_run()
            record._make_move("import_anew")
            record.action_check()

    def _gone_since(self, made):
        """Who was made one with somebody else, with what hangs on them."""
        for name, ids in made.items():
            # sudo: compare: whether it is still there
            if len(self.env[name].sudo().browse(ids).exists()) < len(ids):
                yield self.env._(
                    "%s: no longer a record of its own", self._called(name)
                )

    def _done_since(self, step):
        """What the trace tells of its records after that step, in words."""
        touched = {name: {*map(int, ids)} for name, ids in step["made"].items()}
        for name, changes in step["changed"].items():
            touched.setdefault(name, set()).update(map(int, changes))
        # sudo: part: lines of the dossiers
        lines = (
            self.env["cdht.assessment.line"]
            .sudo()
            .search([("assessment_id", "in", list(touched.get("cdht.assessment", ())))])
        )
        touched.setdefault(lines._name, set()).update(lines.ids)
        for name, ids in touched.items():
            # sudo: part: of what this import has made or changed
            traces = (
                self.env["cdht.trace"]
                .sudo()
                .search(
                    [
                        ("res_model", "=", name),
                        ("res_id", "in", list(ids)),
                        ("id", ">", step["trace"]),
                    ],
                    limit=_TOLD,
                )
            )
            for trace in traces:
                record = self.env[name].browse(trace.res_id)
                yield f"{self._whose(record)}: {trace.move_label}"

    def _changed_since(self, changes):
        for record, pairs in self._records_of(changes):
            if any(_plain(record, field) != new for field, (_o, new) in pairs.items()):
                yield self.env._("%s: changed again", self._whose(record))

    def _linked_since(self, made):
        """What else of the add-on hangs on what the import made."""
        for model in self.env.registry.values():
            if model._abstract or model._transient or not model._auto:
                continue
            if model._name in _GOES_ALONG:
                continue
            for field in model._fields.values():
                records = made.get(field.comodel_name) if field.relational else None
                if not records or field.type == "one2many" or not field.store:
                    continue
                own = made.get(model._name)
                # sudo: compare: whether anything is there; only its kind is told
                found = self.env[model._name].sudo().with_context(active_test=False)
                found = found.search([(field.name, "in", records.ids)])
                found -= own if own is not None else found.browse()
                for one in found[:_TOLD]:
                    whose = self._whose(one[field.name][:1])
                    yield f"{whose}: {self._called(model._name)}"

    def _titles_since(self, titles):
        """Later titles of these people count the years of the earlier ones."""
        if not titles:
            return
        # sudo: compare: whether there are any; told is only whose
        later = titles.search(
            [("citizen_id", "in", titles.citizen_id.ids), ("id", ">", max(titles.ids))]
        )
        for title in later[:_TOLD]:
            yield f"{self._whose(title)}: {self._called(title._name)} {title.year}"

    def _restore(self, changes):
        # Records that get the same values back are written together.
        alike = {}
        for record, pairs in self._records_of(changes):
            earlier = {field: old for field, (old, _new) in pairs.items()}
            key = (record._name, json.dumps(earlier, sort_keys=True))
            records, _earlier = alike.get(key, (record.browse(), None))
            alike[key] = (records | record, earlier)
        for records, earlier in alike.values():
            records.write(earlier)

    def _records_of(self, changes):
        """[(a record that is still there, {field: [old, new]})]"""
        return [
            (record, records[str(record.id)])
            for name, records in changes.items()
            # sudo: move: what this import wrote over; its officer takes it back
            for record in self.env[name].sudo().browse(map(int, records)).exists()
        ]

    def _called(self, model):
        # sudo: name: what the model is called, for whoever reads models
        return self.env["ir.model"].sudo()._get(model).name

    def _whose(self, record):
        """The name of the person or unit about which it is, for who reads them."""
        # sudo: compare: whose it is; named below to who may read it
        record = record.sudo().exists()
        if record._name == "cdht.assessment.line":
            record = record.assessment_id
        if record._name == "cdht.population":
            return record.unit_id.name
        person = record if record._name == "cdht.citizen" else record.citizen_id
        person = person.with_env(self.env)
        return person._filtered_access("read").name or self.env._("Somebody")


def _note_old(changed, record, names):
    """Remember the values that are about to be written over, once."""
    if not record:
        return
    olds = changed.setdefault(record._name, {}).setdefault(record.id, {})
    for name in names:
        olds.setdefault(name, _plain(record, name))


def _plain(record, name):
    """The value of a field as JSON keeps it."""
    value = record[name]
    if isinstance(value, models.BaseModel):
        return value.id
    if record._fields[name].type in ("date", "datetime"):
        return record._fields[name].to_string(value) if value else False
    return value
