// What was typed or chosen and the server does not have yet, kept on this device: of a
// person's own form, and of the grid in which officers type (`entry_grid/unsent.js`).
// Of each step of the form at most one text ({version, mark, score, text, sent, refused}) and some
// files ({file, tries}, or {name, refused} of one that the server did not take).

const STORE = "unsent";
const DAYS = 30;

function open() {
    return new Promise((resolve, reject) => {
        const request = indexedDB.open("cdht", 1);
        request.onupgradeneeded = () =>
            request.result.createObjectStore(STORE, {keyPath: "key"});
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

// The store of one owner: others on a shared phone are not touched, only forgotten
// after a month. Rejected where the device keeps nothing.
export async function unsentStore(whose) {
    const database = await open();

    function act(mode, what) {
        return new Promise((resolve, reject) => {
            const transaction = database.transaction(STORE, mode);
            const request = what(transaction.objectStore(STORE));
            transaction.oncomplete = () => resolve(request.result);
            transaction.onerror = () => reject(transaction.error);
            transaction.onabort = () => reject(transaction.error);
        });
    }

    // In one transaction, so that neither another tab nor an answer comes between:
    // `alter` gets the entry (or nothing) and gives the new one (or nothing).
    const change = (key, step, alter) =>
        act("readwrite", (store) => {
            const request = store.get(key);
            request.onsuccess = () => {
                const now = alter(request.result);
                if (now) {
                    store.put({...now, key, step, whose, at: Date.now()});
                } else {
                    store.delete(key);
                }
            };
            return request;
        });

    const everything = () => act("readonly", (store) => store.getAll());
    const drop = (key) => act("readwrite", (store) => store.delete(key));
    const textKey = (step) => `${whose}/${step}`;

    for (const entry of await everything()) {
        if (entry.at < Date.now() - DAYS * 86400000) {
            await drop(entry.key);
        }
    }
    return {
        drop,
        all: async () => (await everything()).filter((entry) => entry.whose === whose),
        changeText: (step, alter) => change(textKey(step), step, alter),
        changeFile: (entry, alter) => change(entry.key, entry.step, alter),
        keepFile: (step, file) => {
            const key = `${textKey(step)}/${Date.now()}${Math.random()}`;
            return change(key, step, () => ({file}));
        },
    };
}
