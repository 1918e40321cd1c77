/* In place of `form-data`, which brings a table of all MIME types (137 kB): Node has one of its own. */
export default globalThis.FormData;
