from odoo import models

from odoo.addons.cdht_module.tools.paper_text import decimal, in_sentence, percent

_UNKNOWN = "…"


class CdhtReport(models.Model):
    """The sentences that the figures give; the office words them as it likes."""

    _inherit = "cdht.report"

    def _proposed_texts(self):
        """{code of a part: text}"""
        return {
            "leading": self._text_leading(),
            "activities": self._text_activities(),
            "results": self._text_results(),
            "targets": self._text_targets(),
            "models": self._text_models(),
            "money": self._text_money(),
            "weak": self._text_weak(),
            "next": self._text_next(),
            "requests": _UNKNOWN,
        }

    def _text_leading(self):
        # sudo: the issued plans of the area are its bodies' and units' own
        plans = self.env["cdht.plan"].sudo().search(
            [
                ("issuing_unit_id", "=", self.area_id.id),
                ("state", "=", "issued"),
                ("year_from", "<=", self.year),
                ("year_to", ">=", self.year),
            ]
        )  # fmt: skip
        lines = [f"Triển khai {plan._paper_named()}." for plan in plans]
        tasks = (plans.filtered("programme_id") or plans).task_ids
        done = tasks.filtered(lambda task: task.state == "done")
        if tasks:
            lines.append(
                f"Đã hoàn thành {len(done)}/{len(tasks)} nhiệm vụ của kế hoạch."
            )
        lines += [f"- {task.result.strip()}" for task in done if task.result]
        return "\n".join(lines) or _UNKNOWN

    def _text_results(self):
        now, before = self.figures["this"], self.figures["earlier"]
        recognised, year = now["recognised"], self.year
        period, place = self._period_text(), in_sentence(self.area_id.name)
        lines = []
        if now["registered"]:
            lines.append(
                f"{period[:1].upper()}{period[1:]}, {place} có {now['registered']}"
                f" người đăng ký; {now['self_assessed']} người tự đánh giá;"
                f" {now['appraised']} người được chi hội thẩm định; {now['passed']}"
                " người đạt."
            )
        if self.period == "half" and not recognised:
            lines.append(
                "Việc công nhận danh hiệu “Công dân học tập” thực hiện vào cuối năm."
            )
            if before["recognised"]:
                lines.append(
                    f"Năm {year - 1} có {before['recognised']} người được công nhận."
                )
        else:
            lines += self._lines_of_recognised(now, before)
        beside = [
            ("not_eligible", "không đạt"),
            ("refused", "không được công nhận"),
            ("not_assessed", "đăng ký nhưng không đánh giá"),
        ]
        counted = [f"{now[name]} người {text}" for name, text in beside if now[name]]
        if counted:
            lines.append(f"Còn {', '.join(counted)}.")
        lines.append("(Chi tiết theo thôn, đơn vị tại Phụ lục I)")
        return "\n".join(lines)

    def _lines_of_recognised(self, now, before):
        recognised = now["recognised"]
        lines = [
            f"Số người được công nhận danh hiệu “Công dân học tập” là {recognised}"
            f" người{_shares(now)}; trong đó {now['women']} nữ"
            f"{_minority(now)}{_groups(now)}; {now['first_time']} người đạt lần đầu,"
            f" {now['outstanding']} người đạt 5 năm liền."
        ]
        if before["recognised"]:
            change = recognised - before["recognised"]
            word = "tăng" if change >= 0 else "giảm"
            lines.append(
                f"So với năm {self.year - 1} ({before['recognised']} người), {word}"
                f" {abs(change)} người ({percent(abs(change), before['recognised'])})."
            )
        return lines

    def _text_targets(self):
        targets = self.figures["targets"]
        if not targets:
            return "Chưa có chỉ tiêu của kế hoạch đã ban hành."
        measured = [t for t in targets if t["share"] is not None]
        reached = [t for t in measured if t["share"] >= t["value"]]
        lines = []
        if measured:
            lines.append(f"Đạt {len(reached)}/{len(measured)} chỉ tiêu đã đánh giá.")
        if unknown := len(targets) - len(measured):
            lines.append(f"Còn {unknown} chỉ tiêu chưa đủ số liệu để đánh giá.")
        lines += [f"- {t['name']}: {t['finding']}" for t in targets if t["finding"]]
        return "\n".join(lines)

    def _text_models(self):
        now = self.figures["this"]
        names = {
            "family": "gia đình học tập",
            "clan": "dòng họ học tập",
            "community": "cộng đồng học tập",
            "unit": "đơn vị học tập",
        }
        known = [
            f"{now[f'{model}_recognised']}/{now[f'{model}_registered']} {name}"
            for model, name in names.items()
            if now[f"{model}_registered"]
        ]
        lines = (
            [f"Được công nhận trên số đăng ký: {'; '.join(known)}."] if known else []
        )
        if now["members"]:
            lines.append(
                f"Hội Khuyến học có {now['chapters']} chi hội, {now['members']} hội"
                f" viên, trong đó {now['members_new']} hội viên mới;"
                f" {now['members_trained']} cán bộ, hội viên được học tập, quán triệt"
                " tiêu chí."
            )
        if lines:
            lines.append("(Chi tiết tại Phụ lục II)")
        return "\n".join(lines) or _UNKNOWN

    def _text_weak(self):
        lines_known = self.line_ids if self.figures["this"]["recognised"] else ()
        weakest = [
            f"{line.name} ({line.recognised}/{line.registered})"
            for line in sorted(
                (line for line in lines_known if line.registered),
                key=lambda line: line.recognised / line.registered,
            )[:3]
        ]
        lines = []
        if weakest:
            lines.append(
                "Đơn vị có tỷ lệ được công nhận trên số đăng ký thấp:"
                f" {'; '.join(weakest)}."
            )
        indicators = self._weak_indicators()
        if indicators:
            lines.append(f"Chỉ số có điểm bình quân thấp: {'; '.join(indicators)}.")
        return "\n".join([*lines, f"Nguyên nhân: {_UNKNOWN}"])

    def _weak_indicators(self):
        # sudo: averages of the area reported, nobody's own scores
        campaign = self.env["cdht.campaign"].sudo().search(
            [("unit_id", "=", self.area_id.id), ("year", "=", self.year)], limit=1
        )  # fmt: skip
        return [
            f"chỉ số {indicator._number()} ({decimal(average)} điểm)"
            for indicator, average in campaign._indicator_averages()[:3]
        ]

    def _text_next(self):
        return self._aims_text(self.year + 1) or _UNKNOWN


def _shares(figures):
    parts = [
        f"{percent(figures['recognised'], figures[name])} {text}"
        for name, text in (("registered", "số đăng ký"), ("adults", "số người lớn"))
        if figures[name]
    ]
    return f", bằng {' và '.join(parts)}" if parts else ""


def _minority(figures):
    """A number that would point at people is not kept (None)."""
    number = figures["minority"]
    return f", {number} người dân tộc thiểu số" if number else ""


def _groups(figures):
    known = sorted((code, n) for code, n in figures["groups"].items() if code)
    texts = [f"nhóm {code.removeprefix('N')}: {number}" for code, number in known]
    return f"; {', '.join(texts)} người" if texts else ""
