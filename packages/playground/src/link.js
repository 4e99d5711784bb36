// The state of the page as text in the address, after `#`: JSON, compressed, in
// base64url. The address is the only place where the page keeps something.

const through = async (bytes, stream) =>
    new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

/** Decodes base64, also of URLs. */
export function fromBase64(text) {
    const characters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = new Uint8Array(characters.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
    return bytes;
}

/** Unpacks what `format` has compressed. */
export const unpack = (bytes, format) => through(bytes, new DecompressionStream(format));

export async function encode(state) {
    const bytes = await through(new TextEncoder().encode(JSON.stringify(state)), new CompressionStream('deflate-raw'));
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
        .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The state in `hash`; null if there is none. */
export async function decode(hash) {
    try {
        return JSON.parse(new TextDecoder().decode(await unpack(fromBase64(hash.replace(/^#/, '')), 'deflate-raw')));
    } catch {
        return null;
    }
}
