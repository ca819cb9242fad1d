import { utils } from "@web/core/ui/ui_service";
import { registry } from "@web/core/registry";
import { SearchModel } from "@web/search/search_model";
import { kanbanView } from "@web/views/kanban/kanban_view";

/** A board by states: a phone shows one column at a time, an empty one first. There the
 * cards stand below one another, and each says its state. */
class BoardSearchModel extends SearchModel {
    load(config) {
        return super.load(utils.isSmall() ? { ...config, defaultGroupBy: null } : config);
    }
}

registry.category("views").add("cdht_board", { ...kanbanView, SearchModel: BoardSearchModel });
