import { Component, useState } from "@odoo/owl";

/** What is saved and what waits: it changes with each key, the grid around it does not. */
export class EntryStatus extends Component {
    static template = "cdht_module.EntryStatus";
    static props = ["state", "again"];

    setup() {
        this.state = useState(this.props.state);
    }

    login() {
        window.open("/web/login", "_blank");
    }
}
