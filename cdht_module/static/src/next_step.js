import { RedirectWarningDialog } from "@web/core/errors/error_dialogs";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** What is to be done first: no warning of the system. */
class NextStepDialog extends RedirectWarningDialog {
    setup() {
        super.setup();
        this.title = _t("First one more step");
    }
}

registry
    .category("error_dialogs")
    .add("odoo.addons.cdht_module.tools.redirection.NextStep", NextStepDialog);
