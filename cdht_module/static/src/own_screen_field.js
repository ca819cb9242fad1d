import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { X2ManyField, x2ManyField } from "@web/views/fields/x2many/x2many_field";

/**
 * Records listed in a form that have a screen of their own: a tap opens it, with its
 * buttons and the pager through the list, instead of a window in which one only reads.
 */
export class OwnScreenField extends X2ManyField {
    setup() {
        super.setup();
        this.screens = useService("action");
    }

    async openRecord(record) {
        const isSaved = await this.props.record.save();
        if (isSaved) {
            await this.screens.doAction(
                {
                    type: "ir.actions.act_window",
                    res_model: record.resModel,
                    res_id: record.resId,
                    views: [[false, "form"]],
                },
                { props: { resIds: this.list.resIds } }
            );
        }
    }
}

registry.category("fields").add("cdht_own_screen", { ...x2ManyField, component: OwnScreenField });
