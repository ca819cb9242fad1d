import { registry } from "@web/core/registry";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";

class QuietKanbanRenderer extends KanbanRenderer {
    /** Grouped by a link Odoo keeps a blank page for new columns; here nobody makes any. */
    get showNoContentHelper() {
        const { list } = this.props;
        return super.showNoContentHelper || (list.isGrouped && !list.groups.length);
    }
}

registry.category("views").add("cdht_quiet_kanban", { ...kanbanView, Renderer: QuietKanbanRenderer });
