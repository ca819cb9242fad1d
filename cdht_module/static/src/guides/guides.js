import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { tourState } from "@web_tour/js/tour_state";

const NAMES = {
    setup: _t("Set up the commune"),
    excel: _t("A list from Excel"),
    by_hand: _t("A list by hand"),
    decision: _t("From the lists to the decision"),
};

const tours = registry.category("web_tour.tours");

/** Odoo ends a tour without a word: say it, where it was followed to its last step. */
function tellTheEnd(tour, notification) {
    const last = tours.get(tour).steps().length - 1;
    let step = 0;
    const watch = setInterval(() => {
        if (tourState.getCurrentTour() === tour) {
            step = Number(tourState.getCurrentIndex());
            return;
        }
        clearInterval(watch);
        if (step === last) {
            notification.add(_t("This is the whole way: the guide ends here."), { type: "success", autocloseDelay: 8000 });
        }
    }, 200);
}

/** Starts a guided tour: it points to what is clicked next, on the office's own data. */
export class Guides extends Component {
    static template = "cdht_module.Guides";
    static props = { ...standardWidgetProps, names: Array };

    setup() {
        this.tours = useService("tour_service");
        this.notification = useService("notification");
    }

    get guides() {
        return this.props.names.map((name) => ({ name, text: NAMES[name] }));
    }

    // Not in the mode “manual”: that would switch the tours of all other apps on as well.
    start(name) {
        const tour = `cdht_guide_${name}`;
        this.tours.startTour(tour, { mode: "guided", redirect: false });
        // The pointer itself does not scroll the page.
        const [first] = tours.get(tour).steps()[0].trigger.split(",");
        document.querySelector(first)?.scrollIntoView({ block: "center" });
        tellTheEnd(tour, this.notification);
    }
}

registry.category("view_widgets").add("cdht_guides", {
    component: Guides,
    extractProps: ({ attrs }) => ({ names: attrs.guides.split(",") }),
});
