import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const NAMES = {
    setup: _t("Set up the commune"),
    excel: _t("A list from Excel"),
    by_hand: _t("A list by hand"),
    decision: _t("From the lists to the decision"),
};

/** Starts a guided tour: it points to what is clicked next, on the office's own data. */
export class Guides extends Component {
    static template = "cdht_module.Guides";
    static props = { ...standardWidgetProps, names: Array };

    setup() {
        this.tours = useService("tour_service");
    }

    get guides() {
        return this.props.names.map((name) => ({ name, text: NAMES[name] }));
    }

    // Not in the mode “manual”: that would switch the tours of all other apps on as well.
    start(name) {
        this.tours.startTour(`cdht_guide_${name}`, { mode: "guided", redirect: false });
    }
}

registry.category("view_widgets").add("cdht_guides", {
    component: Guides,
    extractProps: ({ attrs }) => ({ names: attrs.guides.split(",") }),
});
