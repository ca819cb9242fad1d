import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { getReportUrl } from "@web/webclient/actions/reports/utils";

const WORD = "cdht-docx";

/** Whether to print: what is to be known before is shown and may stop it. */
async function isMeant(action, env) {
    const ids = action.context?.active_ids || [];
    const notice = await env.services.orm.call("ir.actions.report", "cdht_before_printing", [
        action.report_name,
        ids,
    ]);
    if (!notice) {
        return true;
    }
    return new Promise((resolve) => {
        const answers = { confirm: () => resolve(true), cancel: () => resolve(false) };
        env.services.dialog.add(
            ConfirmationDialog,
            {
                title: _t("Before printing"),
                body: notice,
                confirmLabel: _t("Print all the same"),
                cancelLabel: _t("Do not print yet"),
                ...answers,
            },
            { onClose: answers.cancel }
        );
    });
}

/**
 * Downloads the papers that the server prints by itself, or writes for Word, without
 * asking whether it has wkhtmltopdf. Other reports are left to their own handlers.
 */
async function paperReportHandler(action, options, env) {
    const type = action.report_type;
    const isPdf = action.cdht_paper && type === "qweb-pdf";
    if (!isPdf && type !== WORD) {
        return false;
    }
    if (isPdf && !(await isMeant(action, env))) {
        return true;
    }
    env.services.ui.block();
    try {
        await download({
            url: "/report/download",
            data: {
                data: JSON.stringify([getReportUrl(action, isPdf ? "pdf" : type), type]),
                context: JSON.stringify({ ...user.context, ...action.context }),
            },
        });
    } finally {
        env.services.ui.unblock();
    }
    return true;
}

registry.category("ir.actions.report handlers").add("cdht_paper", paperReportHandler);
