import { registry } from "@web/core/registry";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { listView } from "@web/views/list/list_view";

class TickedModel extends RelationalModel {
    /** After a button the same rows are read anew; searching begins without ticks. */
    async load(params = {}) {
        const isSame = !Object.keys(params).length;
        const ticked = isSame ? (this.root?.selection || []).map((row) => row.resId) : [];
        await super.load(params);
        for (const row of this.root.records) {
            if (ticked.includes(row.resId)) {
                row.toggleSelection(true);
            }
        }
    }
}

/** A table in which one step follows another for the same rows: their ticks stay. */
registry.category("views").add("cdht_ticked_list", { ...listView, Model: TickedModel });
