// What was typed and the server does not have yet, kept on this device.
// An entry: {key, dossier, step, version, mark, score, text, files}.

const STORE = "unsent";

function open() {
    return new Promise((resolve, reject) => {
        const request = indexedDB.open("cdht", 1);
        request.onupgradeneeded = () =>
            request.result.createObjectStore(STORE, {keyPath: "key"});
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

// The store of one dossier: others on a shared phone are not touched.
export function unsentStore(dossier) {
    const opened = open();
    const keyOf = (step) => `${dossier}/${step}`;

    async function act(mode, what) {
        const transaction = (await opened).transaction(STORE, mode);
        const request = what(transaction.objectStore(STORE));
        return new Promise((resolve, reject) => {
            transaction.oncomplete = () => resolve(request.result);
            transaction.onerror = () => reject(transaction.error);
        });
    }

    return {
        get: (step) => act("readonly", (store) => store.get(keyOf(step))),
        drop: (step) => act("readwrite", (store) => store.delete(keyOf(step))),
        keep: (entry) =>
            act("readwrite", (store) =>
                store.put({...entry, dossier, key: keyOf(entry.step)})
            ),
        all: async () =>
            (await act("readonly", (store) => store.getAll())).filter(
                (entry) => entry.dossier === dossier
            ),
    };
}
