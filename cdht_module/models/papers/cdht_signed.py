import base64
import binascii
import hashlib
import re
from pathlib import PurePath

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.tools.evidence_file import kind_of

_LARGEST = 40 * 1024 * 1024
_LOCKED = re.compile(rb"/Encrypt\s*(?:<<|\d+\s+\d+\s+R)")
# States in which nobody relies on the record yet.
_BEING_MADE = ("draft", "returned")


class CdhtSigned(models.AbstractModel):
    """A record with a signed copy or a scan: a PDF, or a picture of the paper, by what
    is in the file. It stays byte for byte, and so do the earlier ones. Of a paper that
    stands it may be replaced, not taken away.
    """

    _name = "cdht.signed"
    _description = "Record with a signed copy"
    _inherit = ["cdht.record"]

    # The field of the file, and that of its name.
    _signed_field = "signed_file"
    _signed_name = "signed_filename"

    signed_copy_ids = fields.Many2many(
        "cdht.signed.copy", string="Copies attached", compute="_compute_signed_copy_ids"
    )
    signed_hash = fields.Char(
        string="Check sum (SHA-256)",
        compute="_compute_signed_copy_ids",
        help="Of the copy that is attached: a file that somebody holds is the same if"
        " its check sum is.",
    )

    @api.depends(lambda self: [self._signed_field])
    def _compute_signed_copy_ids(self):
        """All that were attached, the latest first."""
        of_record = self.env["cdht.signed.copy"]._of(self).grouped("res_id")
        for record in self:
            copies = of_record.get(record._origin.id, self.env["cdht.signed.copy"])
            # Who reads the record reads its copies.
            record.signed_copy_ids = copies.with_env(self.env)
            record.signed_hash = copies.filtered("is_current").sha256

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._with_signed_copy(vals) for vals in vals_list]
        # A default of the request would be a file that nobody looked at.
        names = (self._signed_field, self._signed_name)
        context = {
            key: value
            for key, value in self.env.context.items()
            if key.removeprefix("default_") not in names
        }
        records = super(CdhtSigned, self.with_env(self.env(context=context))).create(
            vals_list
        )
        records = records.with_env(self.env)
        for record, vals in zip(records, vals_list, strict=True):
            if vals.get(self._signed_field):
                record._keep_signed_copy(vals)
        return records

    def write(self, vals):
        if not {self._signed_field, self._signed_name} & vals.keys():
            return super().write(vals)
        vals = self._with_signed_copy(vals)
        if self._signed_field in vals:
            self._check_copy_may_go(vals)
            self._keep_older_copies()
        result = super().write(vals)
        if self._signed_field in vals:
            self._keep_signed_copy(vals)
        return result

    def unlink(self):
        copies = self.env["cdht.signed.copy"]._of(self)
        result = super().unlink()
        copies.unlink()
        return result

    @api.model
    def _with_signed_copy(self, vals):
        """``vals`` with the file's name as its content says; a name without a file is
        left out."""
        others = dict(vals)
        name = others.pop(self._signed_name, None)
        if self._signed_field not in others:
            return others
        if not others[self._signed_field]:
            return {**others, self._signed_name: False}
        content = _content_of(others[self._signed_field])
        kind = content and kind_of(content)
        if not kind:
            raise UserError(
                self.env._(
                    "A signed copy is a PDF, or a picture (JPEG, PNG) of the whole"
                    " paper. Scan the paper, or save the file as PDF, and attach that."
                )
            )
        if kind == "pdf" and _LOCKED.search(content):
            raise UserError(
                self.env._(
                    "This PDF has a password: nobody could open it later. Save it"
                    " without one, or scan the paper, and attach that."
                )
            )
        if len(content) > _LARGEST:
            raise UserError(
                self.env._(
                    "The file is larger than 40 MB. Scan the paper at 200 to 300 dots"
                    " an inch and attach that."
                )
            )
        stem = PurePath(name or "").stem or self.env._("Signed copy")
        return {**others, self._signed_name: f"{stem}.{kind}"}

    def _check_copy_may_go(self, vals):
        """Only what is still being made may be without its copy again."""
        if vals[self._signed_field]:
            return
        standing = self.filtered(
            lambda record: record[self._signed_name] and record.state not in _BEING_MADE
        )
        if standing:
            raise UserError(
                self.env._(
                    "The signed copy of a paper that stands is not taken away: %s. If a"
                    " wrong file was attached, attach the right one in its place; the"
                    " earlier one stays among the copies.",
                    ", ".join(standing.mapped("display_name")),
                )
            )

    def _keep_older_copies(self):
        """Files from before copies were kept are the first of them."""
        known = set(self.env["cdht.signed.copy"]._of(self).mapped("res_id"))
        for record in self.filtered(lambda record: record.id not in known):
            # sudo: part: the file that is about to be replaced, for its list
            older = record.sudo().with_context(bin_size=False)
            if older[self._signed_field]:
                older._add_signed_copy(
                    older[self._signed_field], older[self._signed_name]
                )

    def _keep_signed_copy(self, vals):
        """The file of ``vals`` is the one in force; what was before stays."""
        before = self.env["cdht.signed.copy"]._of(self).filtered("is_current")
        digests = {copy.res_id: copy.sha256 for copy in before}
        had = self.browse(digests)
        before.is_current = False
        before.flush_recordset()  # one is in force, says the database
        value = vals[self._signed_field]
        for record in self if value else ():
            record._add_signed_copy(value, vals[self._signed_name])
        digest = value and hashlib.sha256(_content_of(value)).hexdigest()
        trace = self.env["cdht.trace"]
        if value:
            trace._record(self - had, "attach_signed", value_to=digest)
        trace._record(
            had,
            "replace_signed" if value else "remove_signed",
            [{"value_from": digests[record.id]} for record in had],
            value_to=digest,
        )

    def _add_signed_copy(self, value, filename):
        # sudo: move: nobody makes copies by hand; the writer wrote the record's own
        # file
        self.env["cdht.signed.copy"].sudo().create(
            {
                "res_model": self._name,
                "res_id": self.id,
                "file": value,
                "filename": filename or self.env._("Signed copy"),
                "sha256": hashlib.sha256(_content_of(value)).hexdigest(),
            }
        )


def _content_of(value):
    """The bytes of a binary field's value; None where it is no such value."""
    try:
        return base64.b64decode(value)
    except (binascii.Error, TypeError, ValueError):
        return None
