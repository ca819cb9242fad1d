from odoo import api, models
from odoo.tools import consteq
from odoo.tools.misc import hmac

from odoo.addons.cdht_module.tools import list_reader
from odoo.addons.cdht_module.tools.vietnamese_text import spelling_key

from .cdht_import_messages import Refused

# How long the sealed part of a row's key is.
_SEAL = 16
# What stands first in the hidden sheet of a workbook made here.
STEP_MARK = "cdht"


class CdhtImport(models.Model):
    """Workbooks that were made here come back: which step they serve, and whose row is
    whose, however it was mended."""

    _inherit = "cdht.import"

    # -- The step: in a hidden sheet that spreadsheets keep.

    @api.model
    def _served_step(self, kind, campaign):
        """What the hidden sheet of a workbook says, in its first row."""
        return [STEP_MARK, kind, self._seal("cdht_step", campaign.id), campaign.name]

    def _take_step(self, sheets):
        """Whether the workbook was made for another kind of list; then it is of that
        kind from now on. One of another year is refused."""
        for sheet in sheets:
            if sheet.name != list_reader.STEP_SHEET or len(sheet.heading) < 4:
                continue
            mark, kind, seal, name = sheet.heading[:4]
            if mark != STEP_MARK or kind not in dict(self._fields["kind"].selection):
                continue
            if not consteq(seal, self._seal("cdht_step", self.campaign_id.id)):
                raise Refused("other_year", made=name, chosen=self.campaign_id.name)
            if kind != self.kind:
                self.kind = kind
                return True
        return False

    # -- The key of a row: by it a corrected name or number is the person's, and no
    #    second person. It finds only people who are still mostly the ones it was made
    #    for, and whether they are the reader's is judged as for any other row.

    @api.model
    def _row_key(self, campaign, citizen):
        return f"{citizen.id}-{self._row_seal(campaign, citizen.id)}"

    def _row_seal(self, campaign, citizen_id):
        return self._seal("cdht_row", (campaign.id, citizen_id))

    def _seal(self, scope, what):
        # sudo: system: the database's secret, as the seal's key only
        return hmac(self.env(su=True), scope, what)[:_SEAL]

    def _match_keys(self, rows, by_number):
        """Set ``row.keyed``: whose row it was when the workbook was made, or nobody.

        ``by_number``: the people who are recorded with the rows' numbers.
        """
        # sudo: register: a person may have gone to a unit outside the user's reach; the
        # caller takes such a one off again, as everyone whom a number finds
        Citizen = self.env["cdht.citizen"].sudo().with_context(active_test=False)
        ids = [self._sealed_id(row.row_key) for row in rows]
        people = Citizen.browse({one for one in ids if one}).exists()
        by_id, taken = {person.id: person for person in people}, {}
        for row, citizen_id in zip(rows, ids, strict=True):
            person = by_id.get(citizen_id, Citizen)
            if person and (citizen_id in taken or not _is_mostly(person, row)):
                person = Citizen
            row.keyed = person
            if person:
                taken[citizen_id] = row
        for row in rows:
            held = by_number.get(row.identity.number, Citizen)
            other = taken.get(held.id)
            if held and (
                (row.keyed and row.keyed != held) or (other and other is not row)
            ):
                # told later, where both rows say the same number
                if not (other and other.identity.number == row.identity.number):
                    row.add("error", "identity_number_taken", "identity")

    def _sealed_id(self, key):
        """The id in a row's key of this year, or 0."""
        number, _dash, seal = key.partition("-")
        if not (number.isascii() and number.isdecimal() and len(number) < 10):
            return 0
        right = self._row_seal(self.campaign_id, int(number))
        return int(number) if seal.isascii() and consteq(seal, right) else 0


def _is_mostly(person, row):
    """Whether a row still says of two of three who its person is; another person may
    have been written over one who left."""
    number = row.identity.number or ""
    birth = row.birth_date or row.birth_year or 0
    held = (person.birth_date, person.birth_year)
    return (
        (spelling_key(row.name) == spelling_key(person.name))
        + (number == (person.identity_number or ""))
        + (birth in held or not birth)
    ) >= 2
