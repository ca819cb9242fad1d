import base64
import binascii
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.cdht_module.models.dossiers.ir_attachment import TryLater
from odoo.addons.cdht_module.models.units.cdht_unit import names_unit
from odoo.addons.cdht_module.tools import list_reader
from odoo.addons.cdht_module.tools.locking import lock

from .cdht_import_messages import MESSAGES, Refused

# What a kind of list tells beside names; without scores nothing is said of them.
_NEEDS = {
    "assessment": list_reader.NEEDS,
    "registration": ("birth", "identity"),
    "people": (),
}


class CdhtImport(models.Model):
    """Opening the file: which of its sheets are read, and as which unit's."""

    _inherit = "cdht.import"

    def _read_file(self):
        """All sheets of the file."""
        rule = self.campaign_id.set_id
        return self._sheets_of(
            # A client that asks for sizes of files would get no content.
            self.with_context(bin_size=False).data_file,
            **self._reading(),
            groups={
                group.code: group.name
                for group in self.env["cdht.labour.group"].search([])
            },
            score_min=rule.score_min,
            score_max=rule.score_max,
            indicator_count=len(rule.indicator_ids),
            year=self.campaign_id.year,
        )

    def _reading(self):
        """How the reader reads this kind of list, and what it is told of the file."""
        if self.kind == "population":
            titles, ticks = self._figure_titles()
            return {"titles": titles, "ticks": ticks, "told": self._told()}
        if self.kind == "recognition":
            return {"kind": list_reader.RECOGNITION, "told": self._told()}
        without = {"identity"} if self.without_numbers else set()
        needs = tuple(need for need in _NEEDS[self.kind] if need not in without)
        return {"kind": list_reader.ASSESSMENT, "needs": needs, "told": self._told()}

    def _lists_among(self, sheets):
        """Those that hold a list; refused, where one to be read lacks a column."""
        # Also of a refused file: there the officer says what its columns are.
        lists = [sheet for sheet in sheets if sheet.is_list]
        self._keep_sheets(lists)
        if sheet := self._incomplete(sheets):
            raise self._lacking(sheet)
        return lists

    def _lacking(self, sheet):
        """The refusal of a file, in whose sheet a needed column was not found: what
        was seen there instead, and what to do on the screen."""
        code, ways = "column_missing", []
        if not sheet.is_list:
            code += "_no_list" if sheet.seen else "_no_header"
        else:
            count = len(self.campaign_id.set_id.indicator_ids)
            offered = {
                "numbers": list_reader.LABELS["identity"],
                "scores": list_reader.LABELS["scores"].format(n=count),
            }
            ways = [way for way, label in offered.items() if label in sheet.missing]
            ways.append("columns")
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return Refused(
            code,
            sheet.name,
            ways=ways,
            column=", ".join(sheet.missing),
            kind=kinds[self.kind],
            titles=", ".join(f"“{title}”" for title in sheet.seen),
            row=sheet.seen_in,
        )

    def _told(self):
        """What people said of the file, and of others with the same titles."""
        return {
            "cells": self.correction_ids._as_cells(),
            "columns": self.sheet_ids._choices(),
            "remembered": self.env["cdht.import.layout"]._of(
                self.campaign_id.unit_id, self.kind
            ),
        }

    def _keep_sheets(self, sheets):
        """A line for each sheet with a list, and how its columns were understood: there
        the officer chooses its unit, or to pass over it."""
        everywhere, mine = self._units_of_both()
        chosen, lines = {line.name for line in self.sheet_ids}, []
        has_list = any(not sheet.missing for sheet in sheets)
        for sequence, sheet in enumerate(sheets):
            if sheet.name not in chosen:
                unit = everywhere._named(sheet.name)
                lines.append(
                    {
                        "import_id": self.id,
                        "sequence": sequence,
                        "name": sheet.name,
                        "unit_id": unit.id,
                        "is_skipped": bool(unit - mine)
                        or (has_list and not unit and self._has_no_scores(sheet)),
                    }
                )
        self.env["cdht.import.sheet"].create(lines)
        self.sheet_ids._keep_understood(sheets)
        self._propose_units(sheets)

    def _has_no_scores(self, sheet):
        """Whether a sheet that fits no unit has names for another purpose: beside the
        list it is passed over, and can be chosen all the same."""
        return self.kind == "assessment" and not sheet.layout.self_scores

    @api.model
    def _sheets_of(self, file, **options):
        """All sheets of a workbook (base64, as a field holds it), read apart.

        :param options: see ``list_reader.read_workbook``
        """
        try:
            content = base64.b64decode(file or b"")
            return list_reader.read_apart(content, **options)
        except list_reader.ReaderBusy as error:
            raise TryLater(self.env._(MESSAGES[error.code])) from error
        except list_reader.WorkbookError as error:
            raise Refused(error.code) from error
        except (binascii.Error, ValueError) as error:
            raise Refused("wrong_file") from error

    def _incomplete(self, sheets):
        """A sheet to be read that lacks a column, or None.

        Sheets of other units, or set aside, may look as they like.
        """
        everywhere, mine = self._units_of_both()
        units = {sheet.name: everywhere._named(sheet.name) for sheet in sheets}
        skipped = set(self.sheet_ids.filtered("is_skipped").mapped("name"))
        skipped |= {name for name, unit in units.items() if unit - mine}
        read = [sheet for sheet in sheets if sheet.name not in skipped]
        lists = [sheet for sheet in read if sheet.is_list]
        # Beside sheets that are read, one that fits no unit waits to be asked about.
        chosen = set(self.sheet_ids.filtered("unit_id").mapped("name"))
        fitting = [s for s in lists if s.name in chosen or self._names_units(s)]
        lists = fitting or lists
        if lists or (read and len(read) == len(sheets)):
            found = list_reader.incomplete(lists or read)
            if found:
                return found
        # A sheet named like a unit is a list, not a guide, even where no header was
        # found.
        return next((s for s in read if not s.is_list and units[s.name]), None)

    def _people_units(self):
        return self.campaign_id.unit_id._people_units(
            fields.Date.to_date(f"{self.campaign_id.year}-12-31")
        )

    def _units_in_reach(self):
        """The commune's units with people that the acting user works for."""
        return self._units_of_both()[1]

    def _units_of_both(self):
        """(the commune's units with people, those of them that the acting user works
        for)"""
        everywhere = self._people_units()
        return everywhere, everywhere._in_reach("chapter", "commune")

    def _match_sheets(self, sheets):
        """(the sheets that are read, {sheet name: unit}); no unit for a sheet whose
        rows name theirs.

        A sheet of a unit outside the user's reach is passed over and named; one that
        fits no unit stays out and is asked about, unless nothing else is read. Several
        of one unit are read one after the other, as one list.
        """
        everywhere, mine = self._units_of_both()
        chosen = {line.name: line for line in self.sheet_ids}
        units, waiting = {}, self.sheet_ids.browse()
        for sheet in sheets:
            line = chosen[sheet.name]
            unit = line.unit_id or everywhere._named(sheet.name)
            if line.is_skipped or unit - mine:
                continue
            if unit or self._names_units(sheet):
                units[sheet.name] = unit
            else:
                waiting |= line
        # sudo: part: of an import that the caller may write
        self.sheet_ids.sudo().is_waiting = False
        waiting.sudo().is_waiting = True
        if not units:
            if waiting:
                raise Refused("sheet_without_unit", waiting[0].name)
            raise Refused("sheet_not_yours")
        return [sheet for sheet in sheets if sheet.name in units], units

    def _names_units(self, sheet):
        """Whether a sheet tells the unit of each of its rows, or need not."""
        return (
            self.kind == "recognition"
            or sheet.unit_by_row
            or all(names_unit(row.section) for row in sheet.rows)
        )

    # -- Sheets whose name fits no unit.

    def _propose_units(self, sheets):
        """Keep for each sheet that fits no unit which is likely meant."""
        everywhere, mine = self._units_of_both()
        lines = {line.name: line for line in self.sheet_ids}
        units = {
            sheet.name: lines[sheet.name].unit_id or everywhere._named(sheet.name)
            for sheet in sheets
        }
        unnamed = [s for s in sheets if not units[s.name] and not self._names_units(s)]
        free = mine - self.env["cdht.unit"].union(*units.values())
        for sheet in unnamed:
            texts = [sheet.name, *sheet.heading]
            if len(sheets) == 1:
                texts.append((self.filename or "").rpartition(".")[0])
            likely = free._likely_named(texts) or free & self._where_known(sheet)
            if not likely and len(unnamed) == 1 == len(free):
                likely = free
            # sudo: part: of an import that the caller may write
            lines[sheet.name].sudo().likely_unit_id = likely

    def _where_known(self, sheet):
        """The unit in which most of a sheet's people are recorded by their numbers."""
        numbers = [row.identity.number for row in sheet.rows if row.identity.number]
        people = self.env["cdht.citizen"].search([("identity_number", "in", numbers)])
        counts = Counter(person.unit_id.id for person in people)
        for unit, count in counts.most_common(1):
            if 2 * count > len(people):
                return self.env["cdht.unit"].browse(unit)
        return self.env["cdht.unit"]

    def _tell_waiting(self):
        """A finding for each sheet that stays out until its unit is chosen."""
        self.env["cdht.import.issue"].create(
            [
                {
                    "import_id": self.id,
                    "sheet": line.name,
                    "severity": "error",
                    "code": "sheet_without_unit",
                    "message": self._message(
                        "sheet_without_unit", {"sheet": line.name}
                    ),
                }
                for line in self.waiting_sheet_ids
            ]
        )

    def action_read_rest(self):
        """Open the import of the sheets that stayed out: the same file, in which those
        that came in are passed over. Pressed again, it is the same import."""
        self._cdht_one()
        self.check_access("write")
        lock(self)
        if self.state != "done" or not self.waiting_sheet_ids:
            raise UserError(self.env._("No sheet of this file was left out."))
        self._check_file_kept()
        if not self.rest_id:
            # sudo: move: it says where the rest is read, and changes nothing else
            self.sudo().rest_id = self.create(
                {
                    "kind": self.kind,
                    "campaign_id": self.campaign_id.id,
                    "filename": self.filename,
                    "data_file": self.with_context(bin_size=False).data_file,
                    "sheet_ids": [
                        Command.create(
                            {"sequence": n, "name": line.name, "is_skipped": True}
                        )
                        for n, line in enumerate(self.sheet_ids)
                        if not line.is_waiting
                    ],
                }
            )
            self.rest_id.action_check()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.rest_id.id,
            "view_mode": "form",
        }
