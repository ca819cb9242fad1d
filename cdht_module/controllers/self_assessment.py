from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .visit import OWN_PAGE, Visit, home, text

# Photos as they come from a camera, where no script shrinks them.
_FILES_BODY = 40 * 1024 * 1024
_MOST_AT_ONCE = 6
_ELSEWHERE = (
    "Chỉ số này vừa được lưu trên máy khác. Điều ông/bà vừa nhập còn ở dưới, chưa lưu;"
    " bấm lưu lần nữa để thay."
)
_OTHER_PERSON = "Trang này đang mở phiếu của người khác. Ông/bà tải lại trang."


class SelfAssessmentController(http.Controller):
    """Ten indicators, one at a time; each is saved by itself, as often as sent."""

    @http.route(
        "/cdht/toi/chi-so/<int:number>",
        **OWN_PAGE | {"max_content_length": _FILES_BODY},
    )
    def indicator(self, number, **form):
        visit = Visit()
        if not visit.dossier:
            return self._gone() if self._by_script() else home()
        if request.httprequest.method != "POST":
            return self._page(visit, number) or home()
        lines = {
            line.indicator_id._number(): line for line in visit.dossier.line_ids
        }
        line = lines.get(str(number))
        if not line or text(form.get("dossier")) != str(visit.dossier.id):
            return self._answer(visit, number, form, _OTHER_PERSON, 409)
        score = text(form.get("score"))
        score = int(score) if score.isdecimal() and len(score) < 4 else None
        try:
            with request.env.cr.savepoint():
                saved = line._save_own(
                    score, text(form.get("evidence"), 10_000), text(form.get("mark"))
                )
                for file in request.httprequest.files.getlist("files")[:_MOST_AT_ONCE]:
                    if saved and file.filename:
                        line._add_file(file.filename, file.read())
        except UserError as error:
            return self._answer(visit, number, form, str(error), 422)
        if not saved:
            return self._answer(visit, number, form, _ELSEWHERE, 409)
        if self._by_script():
            return self._saved(visit, number)
        if "stay" in form:
            return request.redirect(f"/cdht/toi/chi-so/{number}", code=303)
        return request.redirect(self._after(lines, number), code=303)

    def _after(self, lines, number):
        """The next indicator; behind the last one, submitting."""
        following = number + 1
        return f"/cdht/toi/chi-so/{following}" if str(following) in lines else (
            "/cdht/toi/nop"
        )  # fmt: skip

    def _page(self, visit, number, status=200, typed=None, answer=""):
        values = visit.dossier._own_page()
        steps = {step["number"]: step for step in values["steps"]}
        if str(number) not in steps or not values["may_enter"]:
            return None
        if typed:
            # What was typed stays on the page, whatever the answer.
            score = text(typed.get("score"))
            steps[str(number)] |= {
                "text": text(typed.get("evidence"), 10_000),
                "score": int(score) if score.isdecimal() else 0,
            }
        values = {"dossier": values, "number": str(number), "answer": answer}
        return visit.page("cdht_module.indicator_page", values, status)

    def _by_script(self):
        return request.httprequest.headers.get("Accept") == "application/json"

    def _answer(self, visit, number, form, message, status):
        if self._by_script():
            return self._saved(visit, number, status, message)
        return self._page(visit, number, status, form, message) or home()

    def _saved(self, visit, number, status=200, message=""):
        """What the page's script needs: how the indicator stands now."""
        dossier = visit.dossier
        line = dossier.line_ids.filtered(
            lambda line: line.indicator_id._number() == str(number)
        )
        return request.make_json_response(
            {
                "message": message,
                "missing": dossier._own_missing(),
                "total": dossier.self_total,
                **(line._as_entered(line._evidence_files()) if line else {}),
            },
            headers={"Cache-Control": "no-store"},
            status=status,
        )

    def _gone(self):
        return request.make_json_response({"message": ""}, status=401)

    @http.route("/cdht/toi/tep/<int:file_id>", **OWN_PAGE)
    def evidence_file(self, file_id, chi_so="1", **_others):
        """Show one's own file; POST deletes it."""
        visit = Visit()
        lines = visit.dossier.line_ids
        file = lines and lines._read_file(file_id)
        if request.httprequest.method == "POST":
            try:
                lines._remove_file(file_id)
            except UserError:
                return home()
            step = chi_so if text(chi_so).isdecimal() else "1"
            return request.redirect(f"/cdht/toi/chi-so/{step}", code=303)
        if not file:
            return home()
        stream = request.env["ir.binary"]._get_stream_from(file, "raw", file.name)
        response = stream.get_response(as_attachment=file.mimetype != "image/jpeg")
        response.headers["Cache-Control"] = "private, no-store"
        return response

    @http.route("/cdht/toi/nop", **OWN_PAGE)
    def submit(self, helped_by="", **_others):
        """What is missing, who typed; then the receipt."""
        visit = Visit()
        if not visit.dossier:
            return home()
        answer = ""
        if request.httprequest.method == "POST":
            try:
                with request.env.cr.savepoint():
                    visit.dossier._submit_by_person(text(helped_by))
                return home()
            except UserError as error:
                answer = str(error)
        values = visit.dossier._own_page()
        if not values["may_enter"] and not answer:
            return home()
        status = 422 if answer else 200
        return visit.page(
            "cdht_module.submit_page", {"dossier": values, "answer": answer}, status
        )
