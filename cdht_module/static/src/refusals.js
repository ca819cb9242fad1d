import { RedirectWarningDialog, WarningDialog } from "@web/core/errors/error_dialogs";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** What is to be done first: no warning of the system. */
class NextStepDialog extends RedirectWarningDialog {
    setup() {
        super.setup();
        this.title = _t("First one more step");
    }
}

/**
 * How each refusal with a class of its own is told: without an entry here the web client
 * takes it for a crash, and hides what it says under a traceback.
 */
const ADDON = "odoo.addons.cdht_module";
registry
    .category("error_dialogs")
    .add(`${ADDON}.models.dossiers.ir_attachment.TryLater`, WarningDialog)
    .add(`${ADDON}.models.papers.cdht_checked.PaperHeld`, WarningDialog)
    .add(`${ADDON}.tools.redirection.NextStep`, NextStepDialog);
