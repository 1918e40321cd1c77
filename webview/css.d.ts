/** Styles are bundled into a file beside the script; importing one has no value. */
declare module '*.css';
