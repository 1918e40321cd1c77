// The native module copies by cloning where the file system can; Node's own copying does the same.
module.exports.cp = require('node:fs/promises').cp;
