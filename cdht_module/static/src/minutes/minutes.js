import { registry } from "@web/core/registry";
import { ListRenderer } from "@web/views/list/list_renderer";

import { tickedListView } from "./ticked_list";

/** The table of minutes, with the order of its steps above it. */
class MinutesRenderer extends ListRenderer {
    static template = "cdht_module.MinutesRenderer";
}

registry.category("views").add("cdht_minutes", { ...tickedListView, Renderer: MinutesRenderer });
