import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { getReportUrl } from "@web/webclient/actions/reports/utils";

/**
 * Downloads the papers that the server prints by itself, without asking whether it
 * has wkhtmltopdf. Other reports are left to their own handlers.
 */
async function paperReportHandler(action, options, env) {
    if (!action.cdht_paper || action.report_type !== "qweb-pdf") {
        return false;
    }
    env.services.ui.block();
    try {
        await download({
            url: "/report/download",
            data: {
                data: JSON.stringify([getReportUrl(action, "pdf"), action.report_type]),
                context: JSON.stringify({ ...user.context, ...action.context }),
            },
        });
    } finally {
        env.services.ui.unblock();
    }
    return true;
}

registry.category("ir.actions.report handlers").add("cdht_paper", paperReportHandler);
