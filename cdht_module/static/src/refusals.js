import { WarningDialog } from "@web/core/errors/error_dialogs";
import { registry } from "@web/core/registry";

/**
 * Refusals with a class of their own are told like any other: without an entry here the
 * web client takes them for a crash, and hides what they say under a traceback.
 */
const MODELS = "odoo.addons.cdht_module.models";
for (const name of [
    `${MODELS}.dossiers.ir_attachment.TryLater`,
    `${MODELS}.papers.cdht_checked.PaperHeld`,
]) {
    registry.category("error_dialogs").add(name, WarningDialog);
}
