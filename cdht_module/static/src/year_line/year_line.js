import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const ICONS = {
    done: "fa-check-circle",
    late: "fa-exclamation-circle",
    ahead: "fa-circle-o",
    left_out: "fa-minus-circle",
};

/** The year as a line of steps: each leads to where it is done, the next one by a button. */
export class YearLine extends Component {
    static template = "cdht_module.YearLine";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get steps() {
        return this.props.record.data[this.props.name] || [];
    }

    get next() {
        return this.steps.find((step) => step.is_next);
    }

    get behind() {
        return this.steps.filter((step) => step.is_behind && step.act);
    }

    icon(step) {
        return step.is_next && step.state !== "late" ? "fa-dot-circle-o" : ICONS[step.state];
    }

    get isOver() {
        return this.steps.every((step) => step.state === "done");
    }

    // As a button of the form does: so the empty list's words come as HTML, too.
    open(step) {
        const { resModel, resId } = this.props.record;
        const args = JSON.stringify([step.key]);
        return this.action.doActionButton({ type: "object", name: "action_year_step", resModel, resId, args });
    }
}

registry.category("fields").add("cdht_year_line", {
    component: YearLine,
    supportedTypes: ["json"],
});
