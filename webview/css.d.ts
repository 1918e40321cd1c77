/** Styles are bundled into a file beside the script, which the host puts into the page; importing one has no value. */
declare module '*.css';
