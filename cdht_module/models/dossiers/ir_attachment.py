import base64
import binascii
from collections import Counter
from pathlib import PurePath

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.models.foundation.mail_activity import hide_names
from odoo.addons.cdht_module.models.foundation.rpc_input import (
    check_are_values,
    in_user_lang,
)
from odoo.addons.cdht_module.tools.evidence_file import NotEvidence, as_kept

_OURS = "cdht."
_LINE = "cdht.assessment.line"
# What makes up a file, beside its name and where it belongs.
_CONTENT = {
    "raw", "datas", "db_datas", "mimetype", "type", "url", "index_content",
    "store_fname", "checksum", "file_size",
}  # fmt: skip
_BY_HAND = {"name", "description"}


class TryLater(UserError):
    """The server is busy and nothing was saved: the same request may be sent again."""


class IrAttachment(models.Model):
    """Evidence is changed as the line that it belongs to: by its officers, in the
    state for it, never one's own; and it is kept as people's own, whoever sends it.
    Signed copies and scans are changed as the field that they are, by its own rules
    and with its trace. Nothing of ours is published. Other apps' files are
    untouched."""

    _inherit = "ir.attachment"

    def _compute_res_name(self):
        result = super()._compute_res_name()
        hide_names(self, "res_model", "res_name")
        return result

    @api.model_create_multi
    def create(self, vals_list):
        check_are_values(self, vals_list)
        kept = []
        if not self.env.su:
            kept = [vals.get("res_model") == _LINE for vals in vals_list]
            vals_list = [
                self._kept_evidence(vals) if ours else vals
                for vals, ours in zip(vals_list, kept, strict=True)
            ]
        makers = self
        if any(str(vals.get("res_model")).startswith(_OURS) for vals in vals_list):
            makers = self._without_parsing()
        files = super(IrAttachment, makers).create(vals_list).with_env(self.env)
        files._check_ours()
        # A default in the context may bind a file to a line: the check above missed it.
        others = files.browse(
            [file.id for file, ours in zip(files, kept, strict=False) if not ours]
        )
        others._check_no_evidence()
        files._trace_evidence("evidence_added")
        return files

    def write(self, vals):
        check_are_values(self, vals)
        self._check_ours()
        if vals.keys() - _BY_HAND:
            self._check_no_evidence()
        if "name" in vals and not self.env.su:
            self._check_still_named(vals["name"])
        writers = self
        if {"raw", "datas"} & vals.keys() and (
            str(vals.get("res_model")).startswith(_OURS) or self._ours()
        ):
            writers = self._without_parsing()
        result = super(IrAttachment, writers).write(vals)
        if vals.keys() - _BY_HAND:
            self._check_ours()
            self._check_no_evidence()
        return result

    def copy_data(self, default=None):
        """A copy would stay when its original is forgotten, and nobody would know of
        it. Moves that take a file along copy it as superuser."""
        if not self.env.su and self._ours():
            raise AccessError(
                in_user_lang(self.env)._(
                    "Files of the programme stay with their record: no copies."
                )
            )
        return super().copy_data(default)

    def unlink(self):
        self._check_ours()
        if not self.env.su:
            # Moves that delete files leave one trace of their own for all of them.
            self._trace_evidence("evidence_deleted")
        return super().unlink()

    def _trace_evidence(self, move):
        """A line in the trace for each indicator that got or lost files: how many,
        nothing of what is in them."""
        # sudo: host: where the files belong; who adds or deletes them was asked before
        files = self.sudo().filtered(
            lambda file: file.res_model == _LINE and file.res_id and not file.res_field
        )
        counts = Counter(files.mapped("res_id"))
        if not counts:
            return
        # sudo: host: the lines to which the files belong, for the trace
        lines = self.env[_LINE].sudo().browse(counts).exists()
        value = "value_to" if move == "evidence_added" else "value_from"
        self.env["cdht.trace"]._record(
            lines, move, [{value: str(counts[line.id])} for line in lines]
        )

    def _without_parsing(self):
        """Odoo makes pictures smaller, and finds words in files, in the server's own
        process, whatever they are. Ours are read in a child (`tools/limited_child`) or
        not at all; the people on a list are not kept a second time as words."""
        return self.with_context(image_no_postprocess=True, cdht_unread=True)

    @api.model
    def _index(self, bin_data, file_type, checksum=None):
        if self.env.context.get("cdht_unread"):
            return None
        return super()._index(bin_data, file_type, checksum=checksum)

    def _ours(self):
        # sudo: host: where a file belongs is asked before whether one may change it
        return self.sudo().filtered(
            lambda file: (file.res_model or "").startswith(_OURS)
        )

    def _check_ours(self):
        if self.env.su or not self:
            return
        ours = self._ours()
        # Fields write their files as superuser, after their model's own checks.
        if ours.filtered(lambda file: file.res_field or file.public):
            raise AccessError(
                in_user_lang(self.env)._(
                    "Signed copies and scans are attached on their own form, and no"
                    " file of the programme is made public."
                )
            )
        if ours.filtered(lambda file: file.type != "binary"):
            raise AccessError(
                in_user_lang(self.env)._(
                    "Attach the file itself, not an address where it lies."
                )
            )
        evidence = ours.filtered(lambda file: file.res_model == _LINE)
        lines = self.env[_LINE].browse(evidence.mapped("res_id")).exists()
        if lines:
            lines._check_written_by_hand({"attachment_ids": True})

    def _check_no_evidence(self):
        """Evidence gets its content and its place when it is uploaded, and no other."""
        if self.env.su:
            return
        if self._ours().filtered(lambda file: file.res_model == _LINE):
            raise AccessError(
                in_user_lang(self.env)._(
                    "Evidence files are not changed. Delete the file and upload the"
                    " other one on its line."
                )
            )

    def _check_still_named(self, name):
        """A file of ours is saved as what it is: its ending stays."""
        for file in self._ours():
            ending = PurePath(file.name or "").suffix
            if PurePath(str(name)).suffix.lower() != ending.lower():
                raise UserError(
                    in_user_lang(self.env)._(
                        "Keep the ending of the file's name: %s.", ending
                    )
                )

    def _kept_evidence(self, vals):
        """``vals`` of an evidence file that an officer uploads, as it is kept."""
        line_id = vals.get("res_id")
        line = self.env[_LINE].browse(line_id if type(line_id) is int else ()).exists()
        if line:
            # Before its content is read.
            line._check_written_by_hand({"attachment_ids": True})
        content = _content_of(vals)
        if not content:
            raise AccessError(
                in_user_lang(self.env)._(
                    "Attach the file itself, not an address where it lies."
                )
            )
        others = {name: value for name, value in vals.items() if name not in _CONTENT}
        return {**others, **line._as_evidence(vals.get("name"), content)}

    @api.model
    def _as_kept(self, name, content):
        """(content, mimetype, extension) of an uploaded file as it is kept, or what is
        wrong with it and what to do.

        :param name: how the user calls the file
        """
        try:
            return as_kept(content)
        except NotEvidence as error:
            raise self._why_not_kept(error.reason, name) from error

    def _why_not_kept(self, reason, name):
        if reason == "busy":
            return TryLater(
                self.env._(
                    "Many files are being read at this moment; “%s” is not kept yet."
                    " Send it once more in a minute.",
                    name,
                )
            )
        if reason == "active":
            return UserError(
                self.env._(
                    "“%s” holds more than pages (a script, a link, a form or another"
                    " file) and is not taken. Take a photo of the paper, or print the"
                    " file to a new PDF and send that one.",
                    name,
                )
            )
        if reason == "locked":
            return UserError(
                self.env._(
                    "“%s” has a password. Take a photo of the paper, or save the file"
                    " without a password and send that one.",
                    name,
                )
            )
        if reason == "too_large":
            return UserError(
                self.env._(
                    "“%s” is too large to be read. Take a smaller photo of the paper"
                    " and send that one.",
                    name,
                )
            )
        return UserError(
            self.env._(
                "“%s” is no photo (JPEG, PNG, WebP) and no PDF that can be read.",
                name,
            )
        )

    def _unlink_evidence_of(self, line):
        """Delete those of ``self`` that belong to that line."""
        # sudo: host: they left a line that the caller was allowed to write
        files = self.sudo().filtered(
            lambda file: (file.res_model, file.res_id) == (_LINE, line.id)
        )
        files._trace_evidence("evidence_deleted")
        files.unlink()


def with_extension(name, extension):
    """The name of a file, ending as its content is."""
    name = PurePath(name or "").name
    if name.lower().endswith(f".{extension}"):
        return name
    return f"{PurePath(name).stem or 'minh chứng'}.{extension}"


def _content_of(vals):
    """The bytes that a request sends as a file's content."""
    if vals.get("type") == "url" or vals.get("url"):
        return b""
    if raw := vals.get("raw"):
        return raw.encode() if isinstance(raw, str) else raw
    try:
        return base64.b64decode(vals.get("datas") or b"")
    except (binascii.Error, TypeError, ValueError):
        return b""
