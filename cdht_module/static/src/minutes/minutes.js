import { registry } from "@web/core/registry";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

/** The table of minutes, with the order of its steps above it. */
class MinutesRenderer extends ListRenderer {
    static template = "cdht_module.MinutesRenderer";
}

registry.category("views").add("cdht_minutes", { ...listView, Renderer: MinutesRenderer });
