// Sends what the store holds, as often as it takes; nothing twice, nothing lost.

const WAIT = 15000; // ms; doubled while it does not work
const LONGEST_WAIT = 600000;
const MOST_TRIES = 8; // of one file that the server fails on
const MOST_SENT = 5;

// `page`: {settled(entry, answer), tell(reason), tooLarge(entry), failed}.
export function outbox(unsent, whose, token, page) {
    let sending = null;
    let timer = null;
    let wait = WAIT;

    function request(entry) {
        const body = entry.file ? new FormData() : new URLSearchParams();
        body.set("csrf_token", token);
        body.set("whose", whose);
        if (entry.file) {
            body.set("only", "files");
            body.set("files", entry.file, entry.file.name);
        } else {
            body.set("mark", entry.mark);
            body.set("score", entry.score || "");
            body.set("evidence", entry.text);
            body.set("sent", JSON.stringify(entry.sent || []));
        }
        return fetch(`/cdht/toi/chi-so/${entry.step}`, {
            method: "POST",
            body,
            headers: {Accept: "application/json"},
        });
    }

    // If the answer is lost, the server may have this: it is told so the next time.
    function noteSent(entry) {
        const values = [entry.score, entry.text];
        return unsent.changeText(entry.step, (now) =>
            now && now.version === entry.version
                ? {...now, sent: [...(now.sent || []), values].slice(-MOST_SENT)}
                : now
        );
    }

    function settleText(entry, answer, status) {
        return unsent.changeText(entry.step, (now) => {
            const isSaved = status === 200;
            if (!now) {
                return null;
            }
            if (now.version !== entry.version) {
                // Typed over meanwhile.
                return isSaved ? {...now, mark: answer.mark, sent: []} : now;
            }
            if (isSaved) {
                return null;
            }
            // The page has shown what another device saved: the next save may replace it.
            const mark = status === 409 ? answer.mark : now.mark;
            return {...now, mark, refused: answer.message};
        });
    }

    function settleFile(entry, answer, status) {
        if (status === 200) {
            return unsent.drop(entry.key);
        }
        const {name} = entry.file;
        return unsent.changeFile(entry, () => ({name, refused: answer.message}));
    }

    async function settle(entry, answer, status) {
        await (entry.file ? settleFile : settleText)(entry, answer, status);
        page.settled(entry, answer, status);
    }

    // The server fails on it: some files it never takes.
    async function failed(entry) {
        const tries = (entry.tries || 0) + 1;
        if (entry.file && tries >= MOST_TRIES) {
            await settle(entry, {message: page.failed}, 500);
        } else if (entry.file) {
            await unsent.changeFile(entry, (now) => now && {...now, tries});
        }
        return "busy";
    }

    // Send one entry; why it has to wait, or nothing.
    async function sendOne(entry) {
        if (!entry.file) {
            await noteSent(entry);
        }
        let response = null;
        try {
            response = await request(entry);
        } catch {
            return "offline";
        }
        const {status} = response;
        const type = response.headers.get("Content-Type") || "";
        if (status === 413) {
            await settle(entry, {message: page.tooLarge(entry)}, status);
            return "";
        }
        if (status === 400 || status === 401) {
            return "login";
        }
        if (status === 503) {
            return "busy"; // nothing is wrong with it, however often
        }
        if (status >= 500 || !type.includes("json")) {
            return failed(entry);
        }
        await settle(entry, await response.json(), status);
        return "";
    }

    async function sendAll() {
        let reason = "";
        for (const entry of (await unsent.all()).filter((one) => !one.refused)) {
            const why = await sendOne(entry);
            reason = reason || why;
            if (why === "offline" || why === "login") {
                break;
            }
        }
        return reason;
    }

    function again(reason) {
        clearTimeout(timer);
        wait = reason ? Math.min(wait * 2, LONGEST_WAIT) : WAIT;
        if (reason) {
            timer = setTimeout(sendSoon, wait);
        }
    }

    // Why something has to wait, or nothing.
    function sendSoon() {
        if (!sending) {
            sending = sendAll()
                .catch(() => "busy")
                .then(async (reason) => {
                    sending = null;
                    again(reason);
                    await page.tell(reason);
                    return reason;
                });
        }
        return sending;
    }

    return {
        sendSoon,
        // Whether the server has everything, and refused nothing.
        async sendNow() {
            wait = WAIT;
            const reason = await sendSoon();
            if (!reason && (await unsent.all()).some((entry) => !entry.refused)) {
                await sendSoon();
            }
            return !(await unsent.all()).length;
        },
    };
}
