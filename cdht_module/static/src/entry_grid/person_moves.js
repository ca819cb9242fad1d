import { Component, useState } from "@odoo/owl";

/** What is done with one person of the list, beside the scores. */
export class PersonMoves extends Component {
    static template = "cdht_module.PersonMoves";
    static props = ["row", "unlock", "isOpen", "grid"];

    setup() {
        this.row = useState(this.props.row);
    }
}
