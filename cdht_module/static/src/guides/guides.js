import { Component, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { tourState } from "@web_tour/js/tour_state";

const NAMES = {
    setup: _t("Set up the commune"),
    excel: _t("A list from Excel"),
    by_hand: _t("A list by hand"),
    decision: _t("From the lists to the decision"),
};

const tours = registry.category("web_tour.tours");
const BEGUN = "CDHT_GUIDE_BEGUN";

/**
 * The pointer keeps its words for who rests the mouse on it: here they stand as long as
 * the guide goes on, with a way out. Odoo ends a tour without a word: that is said, too.
 */
export class GuideWords extends Component {
    static template = "cdht_module.GuideWords";
    static props = {};

    setup() {
        this.notification = useService("notification");
        this.state = useState({ text: "" });
        useBus(this.env.bus, BEGUN, ({ detail }) => this.follow(detail));
        onWillUnmount(() => clearInterval(this.watch));
    }

    follow(tour) {
        clearInterval(this.watch);
        const steps = tours.get(tour).steps();
        let step = 0;
        this.watch = setInterval(() => {
            if (tourState.getCurrentTour() !== tour) {
                this.end(step === steps.length - 1);
                return;
            }
            step = tourState.getCurrentIndex();
            // Until there is something to point to, the step before is not over.
            if (document.querySelector(".o_tour_pointer")) {
                this.state.text = steps[step].content;
            }
        }, 200);
    }

    end(isAtTheEnd) {
        clearInterval(this.watch);
        this.state.text = "";
        if (isAtTheEnd) {
            this.notification.add(_t("This is the whole way: the guide ends here."), { type: "success", autocloseDelay: 8000 });
        }
    }

    // The pointer itself is taken away by loading the page anew, as Odoo does it.
    stop() {
        tourState.clear();
        browser.location.reload();
    }
}

registry.category("main_components").add("cdht_guide_words", { Component: GuideWords });

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
        const tour = `cdht_guide_${name}`;
        this.tours.startTour(tour, { mode: "guided", redirect: false });
        // The pointer itself does not scroll the page.
        const [first] = tours.get(tour).steps()[0].trigger.split(",");
        document.querySelector(first)?.scrollIntoView({ block: "center" });
        this.env.bus.trigger(BEGUN, tour);
    }
}

registry.category("view_widgets").add("cdht_guides", {
    component: Guides,
    extractProps: ({ attrs }) => ({ names: attrs.guides.split(",") }),
});
