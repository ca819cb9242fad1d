import { Component, useRef } from "@odoo/owl";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { _t } from "@web/core/l10n/translation";
import { deserializeDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const SEXES = { nam: "male", nu: "female" };

/**
 * What the code on a citizen's card says, or null where it is none:
 * number|old number|name|ddmmyyyy|sex|address|date of issue.
 *
 * Only what a person's record holds is taken; nothing else leaves this function.
 */
export function readCard(text) {
    const [number, , name, born, sex] = text.split("|").map((part) => part.trim());
    const date = /^(\d{2})(\d{2})(\d{4})$/.exec(born || "");
    if (!/^\d{12}$/.test(number) || !name || !date) {
        return null;
    }
    const [, day, month, year] = date;
    const birth_date = `${year}-${month}-${day}`;
    if (!deserializeDate(birth_date).isValid) {
        return null;
    }
    const plain = (sex || "").normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    return {
        identity_number: number,
        name: name.normalize("NFC"),
        birth_date,
        gender: SEXES[plain] || false,
    };
}

/**
 * A field in which a keyboard scanner types the code of a citizen's card, or for which
 * the phone's camera reads it. It fills the form and is emptied at once: the code is
 * never sent anywhere.
 */
export class CitizenCard extends Component {
    static template = "cdht_module.CitizenCard";
    static props = { ...standardWidgetProps };

    setup() {
        this.notification = useService("notification");
        this.input = useRef("input");
        this.hasCamera = isBarcodeScannerSupported();
    }

    onKeydown(event) {
        if (event.key === "Enter") {
            event.preventDefault();
            event.stopPropagation();
            this.take(this.input.el.value);
        }
    }

    async onCamera() {
        let text = "";
        try {
            text = await scanBarcode(this.env);
        } catch (error) {
            this.notification.add(error.message, { type: "warning" });
        }
        await this.take(text);
    }

    async take(text) {
        this.input.el.value = "";
        if (!text) {
            return;
        }
        const card = readCard(text);
        if (!card) {
            this.notification.add(_t("This is not the code of a citizen's card."), {
                type: "warning",
            });
            return;
        }
        await this.props.record.update({ ...card, birth_date: deserializeDate(card.birth_date) });
    }
}

registry.category("view_widgets").add("cdht_citizen_card", { component: CitizenCard });
