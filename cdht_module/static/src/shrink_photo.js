// Photos become small before they cost anybody's data volume.

const SIDE = 1600;

// The photo as JPEG, at most 1600 pixels long; as it is where that cannot be.
export async function shrinkPhoto(file) {
    if (!file.type.startsWith("image/") || !window.createImageBitmap) {
        return file;
    }
    try {
        const image = await createImageBitmap(file, {
            imageOrientation: "from-image",
        });
        const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(image.width * scale);
        canvas.height = Math.round(image.height * scale);
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        const blob = await new Promise((done) =>
            canvas.toBlob(done, "image/jpeg", 0.8)
        );
        if (!blob || blob.size >= file.size) {
            return file;
        }
        const stem = file.name.replace(/\.[^.]*$/, "");
        return new File([blob], `${stem}.jpg`, {type: "image/jpeg"});
    } catch {
        return file;
    }
}
