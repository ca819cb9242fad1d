import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useNumpadDecimal } from "@web/views/fields/numpad_decimal_hook";
import { FloatTimeField, floatTimeField } from "@web/views/fields/float_time/float_time_field";
import { useInputField } from "@web/views/fields/input_field_hook";
import { useState } from "@odoo/owl";

// “19:30”, “19h30”, “19g30”, “19.30”, “1930”, “19h”, “19 giờ 30 phút”, “7”.
const HOUR = /^(\d{1,2})(?:\s*(?::|h|g|giờ)\s*(?:(\d{1,2})\s*(?:phút|p)?)?|[.,]?(\d{2}))?$/i;

export function parseHour(text) {
    const [, hours, minutes, others] = HOUR.exec(text.trim().normalize()) || [];
    const [hour, minute] = [Number(hours), Number(minutes || others || 0)];
    if (!hours || hour > 23 || minute > 59) {
        throw new Error("no hour of a day");
    }
    return hour + minute / 60;
}

/** An hour of the day as people write it; it shows nothing before anybody has said it. */
export class HourField extends FloatTimeField {
    static template = "cdht_module.HourField";

    setup() {
        this.state = useState({ isWrong: false });
        useInputField({
            getValue: () => this.formattedValue,
            refName: "numpadDecimal",
            parse: (text) => this.read(text),
        });
        useNumpadDecimal();
    }

    read(text) {
        this.state.isWrong = false;
        if (!text.trim()) {
            return 0;
        }
        try {
            return parseHour(text);
        } catch (error) {
            this.state.isWrong = true;
            throw error;
        }
    }

    get help() {
        return _t("An hour of the day, as 19:30 or 19h30.");
    }

    get formattedValue() {
        return this.props.record.data[this.props.name] ? super.formattedValue : "";
    }
}

registry.category("fields").add("cdht_hour", { ...floatTimeField, component: HourField });
