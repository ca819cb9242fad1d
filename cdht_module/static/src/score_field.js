import { registry } from "@web/core/registry";
import { useInputField } from "@web/views/fields/input_field_hook";
import { IntegerField, integerField } from "@web/views/fields/integer/integer_field";
import { useNumpadDecimal } from "@web/views/fields/numpad_decimal_hook";
import { parseInteger } from "@web/views/fields/parsers";
import { useState } from "@odoo/owl";

/**
 * A whole number of which 0 means “not yet given”: shown blank, and a cleared
 * input is sent as no value, never as a 0 that someone typed.
 */
export class ScoreField extends IntegerField {
    setup() {
        this.state = useState({ hasFocus: false });
        useInputField({
            getValue: () => this.formattedValue,
            refName: "numpadDecimal",
            parse: (text) => (text.trim() === "" ? false : parseInteger(text)),
        });
        useNumpadDecimal();
    }

    get formattedValue() {
        return this.value ? super.formattedValue : "";
    }
}

registry.category("fields").add("cdht_score", { ...integerField, component: ScoreField });
