"""How an operation of the access matrix is called, as its user would call it."""

import base64
from itertools import count

from odoo.fields import Command

from . import matrix_wings
from .common import scanned
from .import_case import workbook

REASON = "Có ý kiến phản ánh đúng"

# No two remembered layouts are of the same titles.
_titles = map("tiêu đề {}".format, count())


def _minutes_in_word(world):
    reports = world.env["ir.actions.report"]
    content, _ending = reports._render_word(
        "cdht_module.report_cdht_minutes_word", world.list.ids
    )
    return base64.b64encode(content)


def _typed_cell(world):
    """A score that a grid sends."""
    line = world.dossier.line_ids[0]
    return {
        "dossier": world.dossier.id,
        "indicator": line.indicator_id.id,
        "field": "self_score",
        "value": 9,
        "known": [line.self_score or False],
    }


# Values for a new record, by model: functions of the world.
NEW = {
    "cdht.unit": lambda w: {
        "name": f"Thôn Mới {next(w.numbers)}", "parent_id": w.unit.commune_id.id,
    },
    "cdht.authority": lambda w: {
        "unit_type": "school", "authority_id": w.commune.id,
    },
    "cdht.labour.group": lambda w: {"code": "N9", "name": "Nhóm khác"},
    "cdht.ethnicity": lambda w: {"name": "Dân tộc mẫu"},
    "cdht.indicator.set": lambda w: {"name": "Bộ mẫu", "date_from": "2031-01-01"},
    "cdht.indicator.criterion": lambda w: {
        "set_id": w.records["cdht.indicator.set"].id, "code": "TC9", "name": "Mẫu",
    },
    "cdht.indicator": lambda w: {
        "criterion_id": w.records["cdht.indicator.criterion"].id,
        "code": "CS99", "name": "Chỉ số mẫu",
    },
    "cdht.indicator.guide": lambda w: {
        "indicator_id": w.records["cdht.indicator"].id,
        "labour_group_id": w.new_group().id,
    },
    "cdht.assessment.line": lambda w: {
        "assessment_id": w.dossier.id, "indicator_id": w.new_indicator().id,
    },
    "cdht.proposal": lambda w: {
        "campaign_id": w.campaign_here.id, "unit_id": w.empty_unit().id,
    },
    "cdht.recognition": lambda w: {"citizen_id": w.person.id, "year": 2020},
    "cdht.asking": lambda w: {"citizen_id": w.person.id},
    "cdht.twin": lambda w: {
        "citizen_id": w.person.id, "other_id": w.make_people(w.unit).id,
        "why": "chosen",
    },
    "cdht.merge": lambda w: {"citizen_id": w.person.id},
    "cdht.trace": lambda w: {
        "res_model": "cdht.citizen", "res_id": w.person.id, "move": "submit",
        "user_id": w.env.uid,
    },
    "cdht.trace.chain": lambda w: {"commune_id": w.empty_unit().id},
    "cdht.import": lambda w: {
        "campaign_id": w.campaign_here.id, "data_file": workbook({"A": []}),
    },
    "cdht.list.template": lambda w: {"campaign_id": w.campaign_here.id},
    "cdht.import.sheet": lambda w: {
        "import_id": w.records["cdht.import"].id, "name": "Thôn",
    },
    "cdht.import.issue": lambda w: {
        "import_id": w.records["cdht.import"].id, "severity": "error",
        "code": "x", "message": "x",
    },
    "cdht.import.column": lambda w: {
        "sheet_id": w.records["cdht.import.sheet"].id, "letter": "A",
    },
    "cdht.import.correction": lambda w: {
        "import_id": w.records["cdht.import"].id, "sheet": "A", "row": 2,
        "column": "A", "value": "x",
    },
    "cdht.import.row": lambda w: {
        "import_id": w.records["cdht.import"].id, "outcome": "new",
    },
    "cdht.import.layout": lambda w: {
        "unit_id": w.campaign_here.unit_id.id, "kind": "assessment",
        "titles_key": next(_titles),
    },
    "cdht.reason": lambda w: {
        "res_model": "cdht.assessment", "res_ids": w.dossier.ids,
        "method": "action_withdraw", "reason": REASON,
    },
    "cdht.transfer": lambda w: {
        "assessment_ids": w.dossier.ids, "unit_id": w.transfer_target(),
    },
    "cdht.identity.change": lambda w: {
        "citizen_id": w.person.id, "name": f"Tên Đúng {next(w.numbers)}",
        "birth_year": 1980, "reason": REASON,
    },
    "cdht.identity.reading": lambda w: {
        "citizen_id": w.person.id, "user_id": w.env.uid, "day": "2026-10-15",
    },
    "cdht.answer": lambda w: {
        "petition_id": w.records["cdht.petition"].id, "number": "90/QĐ-UBND",
        "date": "2026-12-20",
    },
    "cdht.stage": lambda w: {"name": "Bước mẫu", "state": "registered"},
    "cdht.signatory": lambda w: {
        "name": "Chu Văn Mẫu", "unit_id": w.unit.commune_id.id, "post": "Chủ tịch",
    },
    "cdht.print.part": lambda w: {
        "batch_id": w.records["cdht.print.batch"].id, "paper_count": 1,
        "file": "QUJD",
    },
    "cdht.print.batch": lambda w: {
        "res_model": "cdht.assessment", "res_ids": w.dossier.ids,
        "report_id": w.env.ref("cdht_module.report_cdht_assessment_form").id,
    },
    "cdht.certificate.blank": lambda w: {
        "name": "Phôi", "unit_id": w.unit.commune_id.id,
    },
    "cdht.certificate.line": lambda w: {
        "blank_id": w.records["cdht.certificate.blank"].id, "part": "name",
        "x": 10, "y": 10,
    },
    "cdht.paper.default": lambda w: {
        "paper": "decision", "unit_id": w.unit.commune_id.id,
    },
    "cdht.paper.finding": lambda w: {
        "res_model": "cdht.decision", "res_id": w.records["cdht.decision"].id,
        "code": "doubt", "about": str(next(w.numbers)), "severity": "error",
        "text": "Cần xác nhận", "doubt_model": "cdht.paper.default",
        "doubt_id": w.records["cdht.paper.default"].id,
    },
    "cdht.base.salary": lambda w: {
        "amount": 2_500_000, "citation": "Nghị định số 1/2031/NĐ-CP",
        "date_from": f"{2031 + next(w.numbers) % 60}-01-01",
        "to_confirm": "Cần xác nhận: mẫu.",
    },
    "cdht.bonus.rate": lambda w: {
        "award": "title", "multiple": 0.1, "source": "Quy chế mẫu",
        "unit_id": w.unit.commune_id.id, "date_from": "2031-01-01",
        "to_confirm": "Cần xác nhận: mẫu.",
    },
    "cdht.act": lambda w: {
        "name": "Luật mẫu", "level": "central", "number": f"{next(w.numbers)}/QH16",
        "signed_on": "2026-01-01", "date_from": "2026-01-01",
        "to_confirm": "Cần xác nhận: mẫu.",
    },
    "cdht.paper.wording": lambda w: {
        "paper": "decision", "unit_id": w.unit.commune_id.id, "name": "Câu mẫu",
        "code": f"c{next(w.numbers)}",
    },
    "cdht.paper.words": lambda w: {
        "res_model": "cdht.proposal", "res_id": w.list.id,
    },
    "cdht.paper.words.line": lambda w: {
        "window_id": w.records["cdht.paper.words"].id, "code": "end",
        "kind": "paragraph",
    },
    "cdht.word.return": lambda w: {
        "res_model": "cdht.proposal", "res_id": w.list.id, "file": _minutes_in_word(w),
    },
    "cdht.register.entry": lambda w: {
        "res_model": w.records.get("cdht.petition", w.list)._name,
        "res_id": w.records.get("cdht.petition", w.list).id,
        "number": "77", "date": "2026-12-02",
    },
    "cdht.word.return.line": lambda w: {
        "window_id": w.records["cdht.word.return"].id,
    },
    "cdht.campaign": lambda w: {"unit_id": w.unit.commune_id.id, "year": 2032},
    "cdht.citizen": lambda w: {"name": "Người Mới", "unit_id": w.unit.id},
    "cdht.assessment": lambda w: {
        "citizen_id": w.person.id, "campaign_id": w.campaign_here.id,
    },
    "cdht.petition": lambda w: {
        "campaign_id": w.campaign_here.id, "issuing_unit_id": w.association_here.id,
    },
    "cdht.decision": lambda w: {"campaign_id": w.campaign_here.id},
    "cdht.consent.sheet": lambda w: {
        "campaign_id": w.campaign_here.id, "unit_id": w.unit.id,
        "scan": scanned(), "assessment_ids": w.records["cdht.assessment"].ids,
    },
    "cdht.data.request": lambda w: {"citizen_id": w.person.id, "answer": "Đã báo."},
    "cdht.meeting.attendant": lambda w: {
        "proposal_id": w.list.id, "name": f"Khách {next(w.numbers)}",
    },
    "cdht.meeting.vote": lambda w: {
        "proposal_id": w.list.id, "assessment_id": w.newcomer_on_the_list().id,
    },
    "cdht.meeting.recusal": lambda w: {
        "proposal_id": w.list.id, "assessment_id": w.dossier.id,
        "name": f"Khách {next(w.numbers)}",
    },
    "cdht.letter": lambda w: {
        "issuing_unit_id": w.unit.commune_id.id, "subject": "việc mẫu",
        "addressees": "Các thôn", "body": "Nội dung.",
        "number": str(next(w.numbers)), "date": "2026-12-01",
        "signatory_id": w.signatory_here.id,
    },
    "cdht.posting": lambda w: {
        "campaign_id": w.list.campaign_id.id,
        "number": str(next(w.numbers)), "date": "2026-10-15",
        "date_from": "2026-10-15", "date_to": "2026-10-15",
        "contact": "Ủy ban nhân dân", "signatory_id": w.signatory_here.id,
        "list_ids": [Command.create({"unit_id": w.unit.id})],
    },
    "cdht.posting.list": lambda w: {
        "posting_id": w.records["cdht.posting"].id, "unit_id": w.unit.commune_id.id,
    },
    "cdht.extract": lambda w: {
        "decision_id": w.records["cdht.decision"].id,
        "recognition_ids": w.records["cdht.recognition"].ids,
        "number": str(next(w.numbers)), "date": "2026-12-12",
        "signatory_id": w.signatory_here.id,
    },
    "cdht.loan": lambda w: {
        "user_id": w.officer.id, "unit_id": w.transfer_target(),
        "date_from": "2026-10-01", "date_to": "2026-10-31", "reason": REASON,
    },
    "cdht.slip": lambda w: {
        "user_id": w.officer.id, "code_hash": "x", "valid_until": "2026-10-31",
    },
    "cdht.slip.sheet": lambda w: {"names": "Mẫu"},
    "cdht.invitation": lambda w: {
        "citizen_id": w.person.id, "login": "mau", "code_digest": "x",
        "valid_until": "2026-10-31",
    },
    "cdht.form.key": lambda w: {
        "assessment_id": w.dossier.id, "token": "x", "state": "revoked",
    },
    "cdht.appraiser": lambda w: {
        "unit_ids": w.unit.ids, "appraiser_unit_id": w.transfer_target(),
    },
    "cdht.handover": lambda w: {"user_id": w.officer.id, "name": "Người Mới"},
    "cdht.own.person": lambda w: {"user_id": w.officer.id, **w.somebody_new()},
    "cdht.place": lambda w: {
        "name": "Xã Mới, tỉnh Mẫu", "code": f"moi-{next(w.numbers)}",
        "commune_name": "Xã Mới", "province_name": "Tỉnh Mẫu", "province_code": "0",
    },
    "cdht.setup": lambda w: {"commune_id": w.unit.commune_id.id},
    "cdht.managers": lambda w: {"user_ids": w.env["cdht.managers"]._managers().ids},
    "cdht.officer.setup": lambda w: {
        "unit_id": w.unit.commune_id.id,
        "line_ids": [(0, 0, {"unit_id": w.unit.id, "role": "chapter", "name": "Mới"})],
    },
    "cdht.officer.setup.line": lambda w: {
        "setup_id": w.records["cdht.officer.setup"].id, "unit_id": w.unit.id,
        "role": "chapter", "name": f"Người {next(w.numbers)}",
    },
    "cdht.remind": lambda w: {"campaign_id": w.campaign_here.id},
    "cdht.print": lambda w: {
        "res_model": "cdht.decision", "res_id": w.records["cdht.decision"].id,
        "report_name": "cdht_module.decision_paper", "stage": "signature",
        "file": "QQ==", "filename": "x.pdf", "sha256": "x", "superseded": True,
    },
    "cdht.signed.copy": lambda w: {
        "res_model": "cdht.decision", "res_id": w.records["cdht.decision"].id,
        "file": scanned("khac"), "filename": "x.pdf", "sha256": "x",
        "is_current": False,
    },
    "cdht.public.address": lambda w: {"address": "https://a.vn"},
    "cdht.verify.miss": lambda w: {"address": "x"},
    **matrix_wings.NEW,
}  # fmt: skip

# What is written by hand, by model.
CHANGE = {
    "cdht.unit": {"code": "06637"},
    "cdht.authority": {"date_from": "2025-07-01"},
    "cdht.labour.group": {"name": "Nhóm đổi tên"},
    "cdht.ethnicity": {"name": "Tên khác"},
    "cdht.indicator.set": {"legal_basis": "Quyết định khác"},
    "cdht.indicator.criterion": {"name": "Tên khác"},
    "cdht.indicator": {"name": "Tên khác"},
    "cdht.indicator.guide": {"wording": "Lời khác"},
    "cdht.stage": {"name": "Tên khác"},
    "cdht.signatory": {"post": "Phó Chủ tịch"},
    "cdht.paper.default": {"symbol": "QĐ-X"},
    "cdht.paper.wording": {"text": "Khác."},
    "cdht.paper.words": {"res_model": "cdht.petition"},
    "cdht.paper.words.line": {"text": "Khác."},
    "cdht.word.return": {"filename": "khac.docx"},
    "cdht.register.entry": {"number": "78"},
    "cdht.word.return.line": {"take": True},
    "cdht.print.part": {"file": "QUJE"},
    "cdht.print.batch": {"two_sided": False},
    "cdht.certificate.blank": {"offset_x": 1},
    "cdht.certificate.line": {"x": 12},
    "cdht.campaign": {"report_due": "2026-12-20"},
    "cdht.citizen": {"occupation": "Làm ruộng"},
    "cdht.assessment": {"in_learning_family": True},
    "cdht.assessment.line": {"self_score": 9},
    "cdht.proposal": {"meeting_place": "Nhà ông trưởng thôn"},
    "cdht.petition": {"subject": "Về việc khác"},
    "cdht.decision": {"subject": "Về việc khác"},
    "cdht.recognition": {"certificate_number": "1"},
    "cdht.asking": {"year": 2020},
    "cdht.twin": {"why": "near"},
    "cdht.merge": {"about": "Khác"},
    "cdht.trace": {"reason": "Khác"},
    "cdht.trace.chain": {"line_count": 9},
    "cdht.import": {"filename": "khac.xlsx"},
    "cdht.import.sheet": {"is_skipped": True},
    "cdht.import.issue": {"message": "Khác"},
    "cdht.import.column": {"meaning": "name"},
    "cdht.import.correction": {"value": "Khác"},
    "cdht.import.row": {"name": "Khác"},
    "cdht.import.layout": {"titles_key": "Khác"},
    "cdht.reason": {"reason": "Khác"},
    "cdht.transfer": {"assessment_ids": False},
    "cdht.identity.change": {"name": "Khác"},
    "cdht.identity.reading": {"day": "2026-10-16"},
    "cdht.answer": {"number": "91/QĐ-UBND"},
    "cdht.consent.sheet": {"date": "2026-10-01"},
    "cdht.data.request": {"note": "Khác"},
    "cdht.meeting.attendant": {"post": "Trưởng thôn"},
    "cdht.meeting.vote": {"votes_for": 3},
    "cdht.meeting.recusal": {"reason": "other"},
    "cdht.letter": {"body": "Khác."},
    "cdht.posting": {"contact": "Nơi khác"},
    "cdht.posting.list": {"place": "Nơi khác"},
    "cdht.extract": {"place": "Khác"},
    "cdht.loan": {"reason": "Khác"},
    "cdht.slip": {"state": "revoked"},
    "cdht.slip.sheet": {"names": "Khác"},
    "cdht.invitation": {"login": "khac"},
    "cdht.form.key": {"state": "revoked"},
    "cdht.appraiser": {"appraiser_unit_id": False},
    "cdht.handover": {"name": "Khác"},
    "cdht.own.person": {"name": "Khác"},
    "cdht.place": {"name": "Khác"},
    "cdht.setup": {"own_commune": "Khác"},
    "cdht.managers": {"user_ids": False},
    "cdht.officer.setup": {"line_ids": False},
    "cdht.officer.setup.line": {"name": "Khác"},
    "cdht.remind": {"proposal_ids": False},
    "cdht.list.template": {"kind": "people"},
    "cdht.print": {"superseded": True},
    "cdht.signed.copy": {"is_current": False},
    "cdht.paper.finding": {"is_allowed": True},
    "cdht.act": {"name": "Luật khác"},
    "cdht.base.salary": {"citation": "Nghị định khác"},
    "cdht.bonus.rate": {"source": "Quy chế khác"},
    "cdht.public.address": {"address": "https://b.vn"},
    "cdht.verify.miss": {"address": "y"},
    **matrix_wings.CHANGE,
}


def call(world, user, operation):
    """Do ``operation`` as ``user`` (None: the superuser) on the world's record."""
    name, _colon, verb = operation.partition(":")
    if name == "report":
        return _print(world, user, verb)
    if verb:
        return _verb(world, _as(world, user, name), name, verb)
    model, _dot, method = name.rpartition(".")
    records = _as(world, user, model)
    if records._transient:
        # A window that the user opened: somebody else's is never reached.
        records = records.create(NEW[model](world))
    arguments = ARGUMENTS.get(name)
    result = getattr(records, method)(*(arguments(world) if arguments else ()))
    world.env.flush_all()
    return result


def _as(world, user, model):
    records = world.records.get(model, world.env[model])
    records = records.with_user(user) if user else records.sudo()
    return records.with_context(lang="vi_VN")


def _verb(world, records, model, verb):
    if verb == "create":
        values = NEW[model](world) if model in NEW else {}
        records.browse().create(values)
    elif verb == "write":
        change = CHANGE[model]
        records.write(change(world) if callable(change) else change)
    elif verb == "unlink":
        records.unlink()
    else:
        _read(records)
    world.env.flush_all()


def _read(records):
    """Read, search and group must agree on what is there for the reader."""
    records.invalidate_recordset()
    records.read({"display_name", "create_date"} & records._fields.keys())
    domain = [("id", "in", records.ids)]
    assert records.search(domain) == records, "read, but not found"
    assert records._read_group(domain, [], ["__count"]) == [(len(records),)]


def _print(world, user, xmlid):
    report = world.env.ref(f"cdht_module.{xmlid}")
    ids = world.records[report.model].ids
    actions = world.env["ir.actions.report"]
    actions = actions.with_user(user) if user else actions.sudo()
    actions = actions.with_context(lang="vi_VN")
    if report.report_type == "xlsx":
        actions._render_xlsx(report.report_name, ids, data={})
    elif report.report_type == "cdht-docx":
        actions._render_word(report.report_name, ids)
    else:
        # The page that becomes the PDF: whoever gets it, gets the paper.
        actions._render_qweb_html(report.report_name, ids)


ARGUMENTS = {
    **{
        f"cdht.{model}.action_correct_entry": lambda w: (
            str(700 + next(w.numbers)), "2026-12-28", REASON,
        )
        for model in (
            "petition", "decision", "proposal", "letter", "extract", "plan",
            "report", "inspection", "review", "commendation.petition",
            "commendation.meeting",
        )
    },
    # Lists hang from the day of the notice on, or later.
    "cdht.posting.action_correct_entry": lambda w: (
        str(700 + next(w.numbers)), w.records["cdht.posting"].date, REASON,
    ),
    "cdht.paper.finding.action_allow": lambda w: (REASON,),
    "cdht.paper.finding.action_confirm_doubt": lambda w: (REASON,),
    **{
        f"cdht.{model}.action_confirm_doubt": lambda w: (REASON,)
        for model in (
            "act", "authority", "base.salary", "bonus.rate", "indicator.set",
            "paper.default", "metric", "plan.body", "plan.part", "plan.target",
        )
    },
    "cdht.proposal.action_take_back": lambda w: (REASON,),
    "cdht.proposal.action_undo_return": lambda w: (REASON,),
    "cdht.assessment.action_return": lambda w: (REASON,),
    "cdht.assessment.action_reopen": lambda w: (REASON,),
    "cdht.assessment.action_refuse": lambda w: (REASON,),
    "cdht.assessment.action_restore": lambda w: (REASON,),
    "cdht.assessment.action_withdraw": lambda w: (REASON,),
    "cdht.assessment.action_transfer": lambda w: (w.transfer_target(),),
    "cdht.assessment.action_save": lambda w: (
        {"line_ids": [Command.update(w.dossier.line_ids[0].id, {"self_score": 9})]},
    ),
    "cdht.campaign.action_register": lambda w: (w.person.ids,),
    "cdht.proposal.action_return": lambda w: (REASON,),
    "cdht.proposal.action_enter": lambda w: ([_typed_cell(w)],),
    "cdht.proposal.action_enter_person": lambda w: (
        {"name": "Lý Thị Mới", "birth_year": 1971},
    ),
    "cdht.own.person.action_not_listed": lambda w: w.nobody_listed(),
    "cdht.campaign.action_year_step": lambda w: ("registration",),
    "cdht.petition.action_answer": lambda w: (
        "90/QĐ-UBND", "2026-12-20", w.person.ids,
    ),
    "cdht.decision.action_return": lambda w: (REASON,),
    "cdht.decision.action_revoke": lambda w: (REASON,),
    "cdht.decision.action_amend": lambda w: (REASON,),
    "cdht.decision.action_supplement": lambda w: (REASON,),
    "cdht.recognition.action_revoke": lambda w: (REASON,),
    "cdht.recognition.action_amend": lambda w: (REASON,),
    "cdht.recognition.action_reissue": lambda w: (REASON,),
    "cdht.citizen.action_anonymise": lambda w: (REASON,),
    "cdht.citizen.action_register_late": lambda w: (REASON,),
    "cdht.citizen.action_change_identity": lambda w: ({"name": "Tên Đúng"}, REASON),
    "cdht.assessment.action_record_consent": lambda w: ("form",),
    "cdht.assessment.action_withdraw_consent": lambda w: (REASON,),
    "ir.actions.report.cdht_before_printing": lambda w: (
        "cdht_module.certificate_paper", w.records["cdht.recognition"].ids,
    ),
    "cdht.campaign.action_make_reminder": lambda w: (w.list.ids,),
    "cdht.unit.action_set_appraiser": lambda w: (w.transfer_target(),),
    **matrix_wings.ARGUMENTS,
}  # fmt: skip
