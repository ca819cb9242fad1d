// What was typed or chosen and the server does not have yet, kept on this device.
// Entries have a key, the page's owner (`whose`), the step, the day, and either what
// was typed ({version, mark, score, text, refused}) or one file ({file}).

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

    const everything = () => act("readonly", (store) => store.getAll());
    const drop = (key) => act("readwrite", (store) => store.delete(key));
    const put = (entry) =>
        act("readwrite", (store) => store.put({...entry, whose, at: Date.now()}));
    const textKey = (step) => `${whose}/${step}`;

    for (const entry of await everything()) {
        if (entry.at < Date.now() - DAYS * 86400000) {
            await drop(entry.key);
        }
    }
    return {
        drop,
        all: async () => (await everything()).filter((entry) => entry.whose === whose),
        text: (step) => act("readonly", (store) => store.get(textKey(step))),
        keepText: (step, typed) => put({...typed, step, key: textKey(step)}),
        keepFile: (step, file) =>
            put({step, file, key: `${textKey(step)}/${Date.now()}${Math.random()}`}),
    };
}
