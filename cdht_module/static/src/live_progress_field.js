import { registry } from "@web/core/registry";
import { progressBarField, ProgressBarField } from "@web/views/fields/progress_bar/progress_bar_field";
import { onMounted, onWillUnmount } from "@odoo/owl";

const SECONDS = 2;

/** A progress bar that looks again every few seconds while the work is going on. */
export class LiveProgressField extends ProgressBarField {
    setup() {
        super.setup();
        onMounted(() => {
            this.timer = setInterval(() => this.look(), SECONDS * 1000);
        });
        onWillUnmount(() => clearInterval(this.timer));
    }

    async look() {
        const record = this.props.record;
        if (record.resId && record.data.state === "running" && !this.looking) {
            this.looking = true;
            try {
                await record.load();
            } finally {
                this.looking = false;
            }
        }
    }
}

registry.category("fields").add("cdht_live_progress", {
    ...progressBarField,
    component: LiveProgressField,
    fieldDependencies: [{ name: "state", type: "selection" }],
});
