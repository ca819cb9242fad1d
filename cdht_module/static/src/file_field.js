import { registry } from "@web/core/registry";
import { BinaryField, binaryField } from "@web/views/fields/binary/binary_field";

/** A file that is chosen by keys as well: Odoo's own is a label, which takes no Tab. */
export class FileField extends BinaryField {
    static template = "cdht_module.FileField";
}

registry.category("fields").add("cdht_file", { ...binaryField, component: FileField });
