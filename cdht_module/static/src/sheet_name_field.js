import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component, xml } from "@odoo/owl";

/** The name of a sheet, chosen from those of the parent's file. */
export class SheetNameField extends Component {
    static template = xml`
        <span t-if="props.readonly" t-out="value"/>
        <select t-else="" class="o_input" t-on-change="(ev) => this.choose(ev.target.value)">
            <option value=""/>
            <option t-foreach="names" t-as="name" t-key="name"
                t-att-value="name" t-att-selected="name === value" t-out="name"/>
        </select>`;
    static props = { ...standardFieldProps };

    get value() {
        return this.props.record.data[this.props.name] || "";
    }

    /** One that is no longer in the file stays until another is chosen. */
    get names() {
        const parent = this.props.record._parentRecord;
        const names = parent?.data.sheet_names || [];
        return this.value && !names.includes(this.value) ? [...names, this.value] : names;
    }

    choose(name) {
        this.props.record.update({ [this.props.name]: name || false });
    }
}

registry.category("fields").add("cdht_sheet_name", {
    component: SheetNameField,
    displayName: _t("Sheet of a workbook"),
    supportedTypes: ["char"],
});
