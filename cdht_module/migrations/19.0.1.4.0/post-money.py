from odoo import SUPERUSER_ID, api

_LAW = "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
_DECREE = (
    "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định"
    " về phân cấp, phân quyền trong lĩnh vực thi đua, khen thưởng; quy định chi tiết và"
    " hướng dẫn thi hành một số điều của Luật Thi đua, khen thưởng"
)
_DOUBT = "Cần xác nhận: tên, ngày và hiệu lực của Nghị định số 152/2025/NĐ-CP."


def migrate(cr, version):
    """Decisions of commendation are based on the decree that carries out the law; an
    office's own text stays as it wrote it."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    row = env.ref(
        "cdht_module.paper_default_commendation_commune", raise_if_not_found=False
    )
    lines = (row.bases or "").splitlines() if row else []
    if _LAW in lines and "152/2025/NĐ-CP" not in row.bases:
        lines.insert(lines.index(_LAW) + 1, _DECREE)
        row.write({"bases": "\n".join(lines), "to_confirm": _DOUBT})
