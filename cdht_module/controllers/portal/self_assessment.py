import json

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.cdht_module.controllers.foundation.page_route import (
    by_script,
    is_post,
    json_answer,
    page_route,
    text,
)
from odoo.addons.cdht_module.models.dossiers.ir_attachment import TryLater

from .visit import Visit, home, not_yours

# Photos as they come from a camera, where no script shrinks them.
_FILES_BODY = 60 * 1024 * 1024
_ELSEWHERE = (
    "Chỉ số này vừa được lưu trên máy khác ({} điểm). Điều ông/bà nhập ở đây còn trên"
    " trang này, chưa lưu; bấm lưu lần nữa để thay."
)


class SelfAssessmentController(http.Controller):
    """Ten indicators, one at a time; each is saved by itself, as often as sent."""

    @page_route("/cdht/toi/chi-so/<int:number>", longest=_FILES_BODY)
    def indicator(self, number, **form):
        visit = Visit()
        if not visit.dossier:
            return not_yours() if by_script() else home()
        if not is_post():
            return self._page(visit, number) or home()
        if not visit.is_of(form):
            return not_yours()
        line = visit.dossier._own_line(number)
        if not line:
            return home()
        faults, was_missing = [], not line.self_score
        # The script sends each file by itself, behind what was typed.
        if form.get("only") != "files":
            fault, status = self._save(line, form)
            if fault:
                return self._answer(visit, line, form, [fault], status)
        status = 422
        for file in request.httprequest.files.getlist("files"):
            if file.filename:
                try:
                    faults += self._add(line, file)
                except TryLater as error:
                    # The script keeps the file and sends it again by itself.
                    faults, status = [*faults, str(error)], 503
        if faults:
            return self._answer(visit, line, form, faults, status)
        if by_script():
            return self._saved(visit, line)
        after = self._after(visit.dossier, number, was_missing)
        return request.redirect(after, code=303)

    def _save(self, line, form):
        """Save score and text; what is wrong, and the status that says it."""
        score = text(form.get("score"), 4)
        if score:
            # What is no score at all is refused as one out of range.
            score = int(score) if score.isdecimal() else -1
        try:
            with request.env.cr.savepoint():
                saved = line._save_own(
                    score or None,
                    text(form.get("evidence"), 10_000),
                    text(form.get("mark")),
                    _sent_before(form),
                )
        except UserError as error:
            return str(error), 422
        if not saved:
            return _ELSEWHERE.format(line.self_score or "chưa có"), 409
        return "", 200

    def _add(self, line, file):
        """Add one file; what is wrong with it, in a list."""
        try:
            line._take_upload()
            file.seek(0)  # a request that begins again has read it already
            with request.env.cr.savepoint():
                line._add_file(file.filename, file.read())
        except TryLater:
            raise
        except UserError as error:
            return [str(error)]
        return []

    def _after(self, dossier, number, was_missing):
        """The next indicator; behind the last one, or the last that was missing,
        submitting."""
        is_last_missing = was_missing and not dossier._own_missing()
        if dossier._own_line(number + 1) and not is_last_missing:
            return f"/cdht/toi/chi-so/{number + 1}"
        return "/cdht/toi/nop"

    def _page(self, visit, number, status=200, typed=None, answer=""):
        values = visit.dossier._own_page()
        steps = {step["number"]: step for step in values["steps"]}
        if str(number) not in steps or not values["may_enter"]:
            return None
        if typed:
            # What was typed stays on the page, whatever the answer.
            score = text(typed.get("score"), 4)
            steps[str(number)] |= {
                "text": text(typed.get("evidence"), 10_000),
                "score": int(score) if score.isdecimal() else 0,
            }
        values = {"dossier": values, "number": str(number), "answer": answer}
        return visit.page("cdht_module.indicator_page", values, status)

    def _answer(self, visit, line, form, faults, status):
        message = " ".join(dict.fromkeys(faults))
        if by_script():
            return self._saved(visit, line, status, message)
        number = line.indicator_id._number()
        return self._page(visit, number, status, form, message) or home()

    def _saved(self, visit, line, status=200, message=""):
        """What the page's script needs: how the indicator stands now."""
        dossier = visit.dossier
        return json_answer(
            status,
            message=message,
            missing=dossier._own_missing(),
            total=dossier.self_total,
            **line._as_entered(line._evidence_files()),
        )

    @page_route("/cdht/toi/tep/<int:file_id>")
    def evidence_file(self, file_id, chi_so="1", **form):
        """Hand out one's own file; POST deletes it."""
        visit = Visit()
        dossier = visit.dossier
        if is_post():
            return self._delete(visit, file_id, text(chi_so, 2), form)
        file = dossier and dossier._own_file(file_id)
        if not file:
            return home()
        stream = request.env["ir.binary"]._get_stream_from(file, "raw", file.name)
        response = stream.get_response()
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def _delete(self, visit, file_id, step, form):
        if not visit.dossier or not visit.is_of(form):
            return not_yours()
        try:
            visit.dossier.line_ids._remove_file(file_id)
        except UserError:
            return home()
        step = step if step.isdecimal() else "1"
        return request.redirect(f"/cdht/toi/chi-so/{step}", code=303)

    @page_route("/cdht/toi/nop")
    def submit(self, helped_by="", **form):
        """What is missing, who typed; then the receipt."""
        visit = Visit()
        dossier = visit.dossier
        if not dossier:
            return home()
        answer = ""
        if is_post():
            if not visit.is_of(form):
                return not_yours()
            try:
                with request.env.cr.savepoint():
                    dossier._submit_by_person(text(helped_by))
                return home()
            except UserError as error:
                answer = str(error)
        values = dossier._own_page()
        if not values["may_enter"] and not answer:
            return home()
        status = 422 if answer else 200
        return visit.page(
            "cdht_module.submit_page", {"dossier": values, "answer": answer}, status
        )


def _sent_before(form):
    """[(score, evidence)] that the page sent before and got no answer to."""
    try:
        sent = json.loads(text(form.get("sent"), 30_000) or "[]")
        return [(int(score), str(words)) for score, words in sent[:5]]
    except (ValueError, TypeError):
        return []
