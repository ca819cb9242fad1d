import { registry } from "@web/core/registry";

let forget = () => {};

/**
 * What an act says, a line each. What hindered the act before is read until it is
 * closed, or until the next act has something to say.
 */
function told(env, action) {
    const { message, type, sticky, next } = action.params;
    forget();
    const close = env.services.notification.add(message, { type, sticky, className: "text-prewrap" });
    forget = sticky ? close : () => {};
    return next;
}

registry.category("actions").add("cdht_told", told);
