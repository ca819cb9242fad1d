import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { getReportUrl } from "@web/webclient/actions/reports/utils";

const WORD = "cdht-docx";

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
